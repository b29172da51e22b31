import { RedshiftError } from '../redshift-error.js'

/** The subtypes of GEOMETRY; the place of each, counted from 1, is its number in WKB. */
export const KINDS = [
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const

export type Kind = (typeof KINDS)[number]

/** The numbers of one point, in the order of its axes; none if the point is empty. */
export type Point = readonly number[]

/** What a subtype is made of: a point, or lists of such, as deep as {@link DEPTHS} says. */
export type Coordinates = readonly (number | Coordinates)[]

/** How deep the lists are that the points of a subtype stand in. */
export const DEPTHS = {
  Point: 0,
  LineString: 1,
  MultiPoint: 1,
  Polygon: 2,
  MultiLineString: 2,
  MultiPolygon: 3,
} as const satisfies Readonly<Record<Exclude<Kind, 'GeometryCollection'>, number>>

/** A value of type GEOMETRY. https://docs.aws.amazon.com/redshift/latest/dg/geospatial-overview.html */
export interface Geometry {
  readonly kind: Kind
  /** The spatial reference system; 0 if it has none. */
  readonly srid: number
  readonly axes: 'XY' | 'XYZ' | 'XYM' | 'XYZM'
  /** Empty if it is a collection. */
  readonly coordinates: Coordinates
  /** What a collection holds. */
  readonly members: readonly Geometry[]
}

/** A geometry of two axes and no reference system. */
export function geometry(kind: Kind, coordinates: Coordinates, of: Partial<Geometry> = {}): Geometry {
  return { srid: 0, axes: 'XY', members: [], ...of, kind, coordinates }
}

/** The points of `geometry`, without those that are empty. */
export function pointsOf({ kind, coordinates, members }: Geometry): Point[] {
  if (kind === 'GeometryCollection') return members.flatMap(pointsOf)
  return listsAt(coordinates, DEPTHS[kind]).filter((point) => point.length > 0) as Point[]
}

/** The lines of `geometry`: those of a polygon are its rings. */
export function linesOf({ kind, coordinates, members }: Geometry): Point[][] {
  if (kind === 'GeometryCollection') return members.flatMap(linesOf)
  if (kind === 'Point' || kind === 'MultiPoint') return []
  return listsAt(coordinates, DEPTHS[kind] - 1) as Point[][]
}

/** The polygons of `geometry`, each a list of rings, the outer one first. */
export function polygonsOf({ kind, coordinates, members }: Geometry): Point[][][] {
  if (kind === 'GeometryCollection') return members.flatMap(polygonsOf)
  if (kind === 'Polygon') return coordinates.length > 0 ? [coordinates as Point[][]] : []
  return kind === 'MultiPolygon' ? (coordinates as Point[][][]) : []
}

function listsAt(list: Coordinates, depth: number): Coordinates[] {
  return depth === 0 ? [list] : list.flatMap((part) => listsAt(part as Coordinates, depth - 1))
}

/** A box from a corner to the one across, which is a line or a point if it has no width or no height. */
export function box([x = 0, y = 0, toX = 0, toY = 0]: readonly number[], srid: number): Geometry {
  if (x === toX && y === toY) return geometry('Point', [x, y], { srid })
  const line = [
    [x, y],
    [toX, toY],
  ]
  if (x === toX || y === toY) return geometry('LineString', line, { srid })
  const ring = [
    [x, y],
    [x, toY],
    [toX, toY],
    [toX, y],
    [x, y],
  ]
  return geometry('Polygon', [ring], { srid })
}

/** An error about the arguments of a spatial function. */
export function invalid(message: string): RedshiftError {
  return new RedshiftError(message, { code: '22023' })
}
