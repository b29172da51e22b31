import {
  type Coordinates,
  DEPTHS,
  type Geometry,
  geometry,
  invalid,
  type Kind,
  linesOf,
  type Point,
  pointsOf,
} from './geometry.js'
import { readBinary } from './well-known-binary.js'

/** What each kind is called if there are several. */
const SEVERAL: Partial<Record<Kind, Kind>> = {
  Point: 'MultiPoint',
  LineString: 'MultiLineString',
  Polygon: 'MultiPolygon',
}

/** The geometries that `given` is made of: itself, unless it is made of several; none if it is empty. */
export function partsOf(given: Geometry): Geometry[] {
  const { kind, srid, axes, coordinates, members } = given
  if (kind === 'GeometryCollection') return members.map((member) => ({ ...member, srid }))
  const one = Object.entries(SEVERAL).find(([, several]) => several === kind)?.[0] as Kind | undefined
  if (one) return coordinates.map((part) => geometry(one, part as Coordinates, { srid, axes }))
  return pointsOf(given).length > 0 ? [given] : []
}

/** One geometry of all; those of one kind make that of several of the kind. Throws `RedshiftError` (22023) if their reference systems or axes differ. */
export function collect(all: readonly Geometry[]): Geometry {
  const [first] = all
  if (!first) return geometry('GeometryCollection', [])
  const { kind, srid, axes } = first
  for (const other of all) {
    if (other.srid !== srid) throw invalid(`The geometries have different SRIDs: ${srid} and ${other.srid}`)
    if (other.axes !== axes)
      throw invalid(`The geometries have different dimensions: ${axes} and ${other.axes}`)
  }
  const several = SEVERAL[kind]
  if (several && all.every((other) => other.kind === kind)) {
    return geometry(
      several,
      all.map(({ coordinates }) => coordinates),
      { srid, axes },
    )
  }
  return geometry('GeometryCollection', [], {
    srid,
    axes,
    members: all.map((member) => ({ ...member, srid: 0 })),
  })
}

/** `given` with these axes; those that it lacks are 0. */
export function force(given: Geometry, axes: Geometry['axes']): Geometry {
  const change = (point: Point): Point => Array.from(axes, (axis) => point[given.axes.indexOf(axis)] ?? 0)
  return {
    ...mapPoints(given, (point) => (point.length > 0 ? change(point) : point)),
    axes,
    members: given.members.map((member) => force(member, axes)),
  }
}

/** The ends of lines, or the rings of polygons. Throws `RedshiftError` (22023) for a collection. */
export function boundary(given: Geometry): Geometry {
  const lines = linesOf(given)
  const own = { srid: given.srid, axes: given.axes }
  switch (given.kind) {
    case 'GeometryCollection':
      throw invalid('The argument must not be a geometry collection')
    case 'Polygon':
    case 'MultiPolygon':
      return lines.length === 1
        ? geometry('LineString', lines[0] ?? [], own)
        : geometry('MultiLineString', lines, own)
    case 'LineString':
    case 'MultiLineString': {
      const ends = lines.flatMap((line) => [line[0] ?? [], line.at(-1) ?? []])
      // An end at which an even number of lines meet is none.
      const odd = ends.filter((end) => ends.filter((other) => String(other) === String(end)).length % 2 === 1)
      return geometry('MultiPoint', Array.from(new Map(odd.map((end) => [String(end), end])).values()), own)
    }
    default:
      return { ...geometry('GeometryCollection', []), srid: given.srid }
  }
}

/** `given` with the points of each line in reverse. */
export function reversed(given: Geometry): Geometry {
  const { kind, coordinates, members } = given
  if (kind === 'GeometryCollection') return { ...given, members: members.map(reversed) }
  if (kind === 'Point' || kind === 'MultiPoint') return given
  const turn = (list: Coordinates, depth: number): Coordinates =>
    depth === 1 ? list.toReversed() : list.map((part) => turn(part as Coordinates, depth - 1))
  return { ...given, coordinates: turn(coordinates, DEPTHS[kind]) }
}

/** The LINESTRING in `digits` with other points, of its own and those of a POINT. Throws `RedshiftError` (22023) if either is another kind, or not of the same reference system. */
export function withLine(
  digits: string,
  point: string | undefined,
  change: (line: readonly Point[], point: readonly Point[]) => readonly Point[],
): Geometry {
  const line = readBinary(digits)
  const other = point === undefined ? undefined : readBinary(point)
  if (line.kind !== 'LineString')
    throw invalid(`The argument must be a LINESTRING, and is a ${line.kind.toUpperCase()}`)
  if (other && other.kind !== 'Point') {
    throw invalid(`The argument must be a POINT, and is a ${other.kind.toUpperCase()}`)
  }
  if (other) collect([{ ...line, axes: other.axes }, other])
  const given = other ? pointsOf(force(other, line.axes)) : []
  return { ...line, coordinates: change(line.coordinates as Point[], given) }
}

/** `given` with each of its own points changed. */
function mapPoints(given: Geometry, change: (point: Point) => Point): Geometry {
  if (given.kind === 'GeometryCollection') return given
  const at = (list: Coordinates, depth: number): Coordinates =>
    depth === 0 ? change(list as Point) : list.map((part) => at(part as Coordinates, depth - 1))
  return { ...given, coordinates: at(given.coordinates, DEPTHS[given.kind]) }
}
