import { type Coordinates, DEPTHS, type Geometry, geometry, invalid, type Kind, KINDS } from './geometry.js'

/** Bits of the number of a kind, by which EWKB says more than WKB. */
const HAS = { z: 0x8000_0000, m: 0x4000_0000, srid: 0x2000_0000 }

/** The kinds of which a kind is a list. */
const PARTS: Partial<Record<Kind, Kind>> = {
  MultiPoint: 'Point',
  MultiLineString: 'LineString',
  MultiPolygon: 'Polygon',
}

/** `geometry` as EWKB in hexadecimal digits, or as WKB without `extended`. */
export function writeBinary(written: Geometry, extended = true): string {
  const bytes: Buffer[] = []
  write({ ...written, srid: extended ? written.srid : 0 }, bytes)
  return Buffer.concat(bytes).toString('hex').toUpperCase()
}

function write(written: Geometry, bytes: Buffer[]): void {
  const { kind, srid, axes, coordinates, members } = written
  const flags = (axes.includes('Z') ? HAS.z : 0) + (axes.includes('M') ? HAS.m : 0) + (srid ? HAS.srid : 0)
  bytes.push(Buffer.of(1), uint32(KINDS.indexOf(kind) + 1 + flags))
  if (srid) bytes.push(uint32(srid))
  const part = PARTS[kind]
  const parts = part ? coordinates.map((list) => geometry(part, list as Coordinates, { axes })) : members
  if (part || kind === 'GeometryCollection') {
    bytes.push(uint32(parts.length))
    for (const item of parts) write({ ...item, srid: 0 }, bytes)
  } else if (kind === 'Point' && coordinates.length === 0) {
    bytes.push(...Array.from(axes, () => float64(Number.NaN)))
  } else writeList(coordinates, bytes)
}

/** The numbers of a point, or how many points or lists there are and each of them. */
function writeList(list: Coordinates, bytes: Buffer[]): void {
  if (typeof list[0] !== 'number') bytes.push(uint32(list.length))
  for (const item of list) {
    if (typeof item === 'number') bytes.push(float64(item))
    else writeList(item, bytes)
  }
}

/** Reads EWKB or WKB in hexadecimal digits. Throws `RedshiftError` (22023) if it is neither. */
export function readBinary(digits: string): Geometry {
  const bytes = Buffer.from(digits, 'hex')
  const reader = new BinaryReader(bytes)
  try {
    const read = reader.geometry()
    if (bytes.length * 2 === digits.length && reader.at === bytes.length) return read
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw invalid('Invalid WKB or EWKB: it must be whole, in hexadecimal digits')
}

class BinaryReader {
  at = 0
  readonly #bytes: Buffer
  #little = true

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  geometry(): Geometry {
    this.#little = this.#bytes.readUInt8(this.at++) === 1
    const flags = this.#uint32()
    const kind = KINDS[(flags & 0xff) - 1]
    if (!kind) throw invalid(`Invalid WKB or EWKB: there is no kind of geometry ${flags & 0xff}`)
    const axes = `XY${flags & HAS.z ? 'Z' : ''}${flags & HAS.m ? 'M' : ''}` as Geometry['axes']
    const srid = flags & HAS.srid ? this.#uint32() : 0
    const of = { srid, axes }
    if (kind === 'GeometryCollection') return geometry(kind, [], { ...of, members: this.#parts() })
    if (PARTS[kind])
      return geometry(
        kind,
        this.#parts().map((part) => part.coordinates),
        of,
      )
    return geometry(kind, this.#lists(DEPTHS[kind], axes.length), of)
  }

  #parts(): Geometry[] {
    return this.#times(() => this.geometry())
  }

  #lists(depth: number, axes: number): Coordinates {
    if (depth > 0) return this.#times(() => this.#lists(depth - 1, axes))
    const point = Array.from({ length: axes }, () => this.#float64())
    return point.every(Number.isNaN) ? [] : point
  }

  #times<T>(read: () => T): T[] {
    const items: T[] = []
    for (let left = this.#uint32(); left > 0; left--) items.push(read())
    return items
  }

  #uint32(): number {
    this.at += 4
    return this.#little ? this.#bytes.readUInt32LE(this.at - 4) : this.#bytes.readUInt32BE(this.at - 4)
  }

  #float64(): number {
    this.at += 8
    return this.#little ? this.#bytes.readDoubleLE(this.at - 8) : this.#bytes.readDoubleBE(this.at - 8)
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function float64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}
