import { type Coordinates, DEPTHS, type Geometry, geometry, invalid, KINDS, pointsOf } from './geometry.js'
import { force } from './parts.js'
import { DIGITS, rounded } from './well-known-text.js'

interface GeoJson {
  readonly type?: unknown
  readonly coordinates?: unknown
  readonly geometries?: unknown
}

/** `geometry` as GeoJSON without blanks. https://docs.aws.amazon.com/redshift/latest/dg/ST_AsGeoJSON-function.html */
export function writeGeoJson(written: Geometry, digits = DIGITS): string {
  return JSON.stringify(toGeoJson(written), (_, value: unknown) =>
    typeof value === 'number' ? rounded(value, digits) : value,
  )
}

function toGeoJson({ kind, coordinates, members }: Geometry): object {
  return kind === 'GeometryCollection'
    ? { type: kind, geometries: members.map(toGeoJson) }
    : { type: kind, coordinates }
}

/** Reads GeoJSON, whose reference system is 4326. Throws `RedshiftError` (22023) if it is none. */
export function readGeoJson(json: string): Geometry {
  let read: Geometry | undefined
  try {
    read = fromGeoJson(JSON.parse(json) as GeoJson)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  if (!read) throw invalid('Invalid GeoJSON: it must be an object with a type and its coordinates')
  return { ...read, srid: 4326 }
}

function fromGeoJson({ type, coordinates, geometries }: GeoJson): Geometry | undefined {
  const kind = KINDS.find((known) => known === type)
  if (kind === 'GeometryCollection') {
    if (!Array.isArray(geometries)) return undefined
    const members = (geometries as GeoJson[]).map(fromGeoJson)
    return members.includes(undefined) ? undefined : geometry(kind, [], { members: members as Geometry[] })
  }
  if (!kind || !hasDepth(coordinates, DEPTHS[kind])) return undefined
  const read = geometry(kind, coordinates)
  const deep = pointsOf(read).some((point) => point.length > 2)
  // A point that has no height beside others that have is at 0.
  return force({ ...read, axes: deep ? 'XYZ' : 'XY' }, deep ? 'XYZ' : 'XY')
}

function hasDepth(list: unknown, depth: number): list is Coordinates {
  if (!Array.isArray(list)) return false
  return list.every((item) => (depth === 0 ? typeof item === 'number' : hasDepth(item, depth - 1)))
}
