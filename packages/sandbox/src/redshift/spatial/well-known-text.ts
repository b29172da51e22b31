import {
  type Coordinates,
  DEPTHS,
  type Geometry,
  geometry,
  invalid,
  KINDS,
  type Point,
  pointsOf,
} from './geometry.js'

const TOKEN = /[a-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[(),]|\S/gi
const SRID = /^\s*srid\s*=\s*(\d+)\s*;/i

/** Significant digits that are shown unless others are asked for. https://docs.aws.amazon.com/redshift/latest/dg/ST_AsText-function.html */
export const DIGITS = 15

/** `geometry` as WKT, such as `POINT(1 2)`. */
export function writeText(written: Geometry, digits = DIGITS): string {
  const { axes, kind } = written
  const more = axes.slice(2)
  return `${kind.toUpperCase()}${more && ` ${more} `}${content(written, digits)}`
}

function content({ kind, coordinates, members }: Geometry, digits: number): string {
  if (kind === 'GeometryCollection') {
    return members.length === 0 ? ' EMPTY' : `(${members.map((member) => writeText(member, digits)).join()})`
  }
  if (coordinates.length === 0) return ' EMPTY'
  if (kind === 'Point') return `(${list(coordinates, digits)})`
  // Each point of a MULTIPOINT stands in parentheses of its own.
  const points =
    kind === 'MultiPoint'
      ? (coordinates as Point[]).map((point) => (point.length > 0 ? [point] : []))
      : coordinates
  return list(points, digits)
}

function list(coordinates: Coordinates, digits: number): string {
  if (coordinates.length === 0) return 'EMPTY'
  if (coordinates.every((item) => typeof item === 'number')) {
    return coordinates.map((number) => String(rounded(number, digits))).join(' ')
  }
  return `(${coordinates.map((item) => list(item as Coordinates, digits)).join()})`
}

/** `number` with `digits` significant digits. */
export function rounded(number: number, digits: number): number {
  return Number(number.toPrecision(digits))
}

/** Reads WKT, or EWKT, which may name a reference system before it. Throws `RedshiftError` (22023) if it is neither. */
export function readText(text: string, srid = 0): Geometry {
  const [named, given] = SRID.exec(text) ?? []
  const reader = new TextReader(text.slice(named?.length ?? 0).match(TOKEN) ?? [])
  const read = reader.geometry(given === undefined ? srid : Number(given))
  reader.end()
  return read
}

class TextReader {
  readonly #tokens: string[]

  constructor(tokens: string[]) {
    this.#tokens = tokens
  }

  geometry(srid: number): Geometry {
    const word = this.#next()
    const kind = KINDS.find((known) => known.toLowerCase() === word)
    if (!kind) throw this.#unexpected(word)
    const more = ['z', 'm', 'zm'].find((axes) => this.#accept(axes)) ?? ''
    const axes = `XY${more.toUpperCase()}` as Geometry['axes']
    if (kind === 'GeometryCollection') {
      const members = this.#list(() => this.geometry(0))
      return geometry(kind, [], { srid, members, axes: members[0]?.axes ?? axes })
    }
    const coordinates =
      kind === 'Point' ? (this.#list(() => this.#point())[0] ?? []) : this.#lists(DEPTHS[kind])
    const read = geometry(kind, coordinates, { srid, axes })
    const length = pointsOf(read)[0]?.length ?? axes.length
    const found = more || length === 2 ? axes : length === 3 ? 'XYZ' : 'XYZM'
    if (pointsOf(read).some((point) => point.length !== found.length)) {
      throw invalid(`Invalid WKT: a point of axes ${found} must have ${found.length} numbers`)
    }
    return { ...read, axes: found }
  }

  /** Throws unless all has been read. */
  end(): void {
    if (this.#tokens.length > 0) throw this.#unexpected(this.#next())
  }

  #lists(depth: number): Coordinates[] {
    return this.#list(() => {
      if (depth > 1) return this.#lists(depth - 1)
      // The points of a MULTIPOINT may have parentheses of their own.
      return this.#tokens[0] === '(' ? (this.#list(() => this.#point())[0] ?? []) : this.#point()
    })
  }

  #list<T>(read: () => T): T[] {
    if (this.#accept('empty')) return []
    this.#expect('(')
    const items = [read()]
    while (this.#accept(',')) items.push(read())
    this.#expect(')')
    return items
  }

  #point(): number[] {
    if (this.#accept('empty')) return []
    const numbers: number[] = []
    while (/\d/.test(this.#tokens[0] ?? '')) numbers.push(Number(this.#next()))
    if (numbers.length < 2 || numbers.length > 4) throw this.#unexpected(this.#tokens[0] ?? '')
    return numbers
  }

  #next(): string {
    return this.#tokens.shift()?.toLowerCase() ?? ''
  }

  #accept(token: string): boolean {
    if (this.#tokens[0]?.toLowerCase() !== token) return false
    this.#tokens.shift()
    return true
  }

  #expect(token: string): void {
    if (!this.#accept(token)) throw this.#unexpected(this.#tokens[0] ?? '')
  }

  #unexpected(token: string): Error {
    return invalid(`Invalid WKT: it cannot be read at "${token}"`)
  }
}
