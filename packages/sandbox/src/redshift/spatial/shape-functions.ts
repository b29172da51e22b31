import { isEmpty, pointOf, sameSystem, simple } from './arguments.js'
import { geoHash, geoHashBox } from './geo-hash.js'
import {
  box,
  type Geometry,
  geometry,
  invalid,
  linesOf,
  type Point,
  pointsOf,
  polygonsOf,
} from './geometry.js'
import { sphereDistance } from './measures.js'
import { centroid, convexHull, interpolate, isRing, simplify } from './outlines.js'
import { boundary, collect, force, partsOf, reversed, withLine } from './parts.js'
import { containsProperly, crosses, touches } from './relations.js'
import type { SpatialFunction } from './spatial-function.js'
import { readBinary, writeBinary } from './well-known-binary.js'

const read = readBinary

/** The functions of GEOMETRY that take a geometry apart, change it or make one of another. https://docs.aws.amazon.com/redshift/latest/dg/geospatial-functions.html */
export const SHAPE_FUNCTIONS: Readonly<Record<string, SpatialFunction>> = {
  st_numgeometries: (g) => partsOf(read(g)).length,
  st_geometryn: (g, index) => {
    const part = partsOf(read(g))[Number(index) - 1]
    if (part) return part
    throw invalid(`There is no geometry ${index}`)
  },
  st_numinteriorrings: (g) => {
    const { kind, coordinates } = read(g)
    return kind === 'Polygon' ? Math.max(0, coordinates.length - 1) : undefined
  },
  st_exteriorring: (g) => (isEmpty(read(g)) ? read(g) : ring(read(g), 0)),
  st_interiorringn: (g, index) => (Number(index) > 0 ? ring(read(g), Number(index)) : undefined),
  st_points: (g) => like(read(g), 'MultiPoint', pointsOf(read(g))),
  st_boundary: (g) => boundary(read(g)),
  st_collect: (...all) => collect(all.map(read)),
  st_multi: (g) => {
    const { kind } = read(g)
    return kind === 'GeometryCollection' || kind.startsWith('Multi') ? read(g) : collect([read(g)])
  },

  st_force2d: (g) => force(read(g), 'XY'),
  st_force3d: (g) => force(read(g), 'XYZ'),
  st_force3dz: (g) => force(read(g), 'XYZ'),
  st_force3dm: (g) => force(read(g), 'XYM'),
  st_force4d: (g) => force(read(g), 'XYZM'),
  st_reverse: (g) => reversed(read(g)),

  st_addpoint: (g, point, index = '-1') =>
    withLine(g, point, (line, [added]) => {
      if (Number(index) < -1 || Number(index) > line.length) throw outside(index)
      return line.toSpliced(Number(index) < 0 ? line.length : Number(index), 0, ...(added ? [added] : []))
    }),
  st_setpoint: (g, index, point) =>
    withLine(g, point, (line, [set]) => {
      const place = Number(index) < 0 ? line.length + Number(index) : Number(index)
      if (place < 0 || place >= line.length) throw outside(index)
      return set ? line.with(place, set) : line
    }),
  st_removepoint: (g, index) =>
    withLine(g, undefined, (line) => {
      if (Number(index) < 0 || Number(index) >= line.length) throw outside(index)
      return line.toSpliced(Number(index), 1)
    }),
  st_linefrommultipoint: (g) => like(ofKind(g, 'MultiPoint'), 'LineString', pointsOf(read(g))),
  st_lineinterpolatepoint: (g, fraction) => {
    const line = ofKind(g, 'LineString')
    if (Number(fraction) < 0 || Number(fraction) > 1) throw outside(fraction)
    return like(line, 'Point', interpolate(pointsOf(line), Number(fraction)))
  },
  st_makepolygon: (outer, holes) => {
    const [line, inner] = holes === undefined ? [read(outer ?? '')] : sameSystem(outer, holes)
    const rings = [ofKind(outer, 'LineString'), ...(inner ? [ofKind(holes, 'MultiLineString')] : [])]
    if (inner && inner.axes !== line.axes) {
      throw invalid(`The geometries have different dimensions: ${line.axes} and ${inner.axes}`)
    }
    return like(line, 'Polygon', rings.flatMap(linesOf).map(closed))
  },
  st_polygon: (g, srid) => {
    if (Number(srid) < 0) throw invalid(`The SRID must not be negative: ${srid}`)
    return { ...like(ofKind(g, 'LineString'), 'Polygon', linesOf(read(g)).map(closed)), srid: Number(srid) }
  },

  st_azimuth: (a, b) => {
    const [from, to] = points(a, b)
    return String(from) === String(to) ? undefined : azimuth(from, to)
  },
  st_angle: (...all) => {
    const [a = [], b = [], c = [], d] = points(...all)
    const [from, to] = d
      ? ([
          [a, b],
          [c, d],
        ] as const)
      : ([
          [b, a],
          [b, c],
        ] as const)
    if (from.map(String)[0] === String(from[1]) || to.map(String)[0] === String(to[1])) return undefined
    return turned(azimuth(...to) - azimuth(...from))
  },
  st_centroid: (g) => (isEmpty(read(g)) ? undefined : like(force(read(g), 'XY'), 'Point', centroid(read(g)))),
  st_convexhull: (g) => convexHull(read(g)),
  st_simplify: (g, tolerance) => simplify(read(g), Number(tolerance)),
  st_lengthsphere: (g) =>
    polygonsOf(read(g)).length > 0
      ? 0
      : linesOf(read(g))
          .flatMap((line) => line.slice(1).map((point, i) => sphereDistance(line[i] ?? point, point)))
          .reduce((sum, each) => sum + each, 0),
  st_isring: (g) => isRing(pointsOf(ofKind(g, 'LineString'))),
  st_ispolygoncw: (g) => polygonsOf(read(g)).every((rings) => turns(rings, -1)),
  st_ispolygonccw: (g) => polygonsOf(read(g)).every((rings) => turns(rings, 1)),
  st_containsproperly: (a, b) => containsProperly(...simple(a, b)),
  st_touches: (a, b) => touches(...simple(a, b)),
  st_crosses: (a, b) => crosses(...simple(a, b)),

  st_geohash: (g, length = '20') => {
    const [longitude, latitude] = pointOf(g)
    return longitude === undefined || latitude === undefined
      ? undefined
      : geoHash(longitude, latitude, Number(length))
  },
  st_geomfromgeohash: (hash, length = '-1') => {
    const most = Number(length)
    return box(geoHashBox(most < 0 ? hash : hash.slice(0, most)), 0)
  },

  addbbox: (g) => writeBinary(read(g)),
  // Digits in lower case stand for a geometry that is kept without its box.
  dropbbox: (g) => writeBinary(read(g)).toLowerCase(),
  supportsbbox: (g) => !/[a-f]/.test(g),
}

/** What has the reference system and the axes of `given`. */
function like(given: Geometry, kind: Geometry['kind'], coordinates: Geometry['coordinates']): Geometry {
  return geometry(kind, coordinates, { srid: given.srid, axes: given.axes })
}

function ofKind(digits: string | undefined, kind: Geometry['kind']): Geometry {
  const given = read(digits ?? '')
  if (given.kind === kind) return given
  throw invalid(`The argument must be a ${kind.toUpperCase()}, and is a ${given.kind.toUpperCase()}`)
}

function outside(index = ''): Error {
  return invalid(`The argument is out of range: ${index}`)
}

function ring(given: Geometry, index: number): Geometry | undefined {
  const found = given.kind === 'Polygon' ? given.coordinates[index] : undefined
  return found === undefined ? undefined : like(given, 'LineString', found as Point[])
}

/** Throws `RedshiftError` (22023) unless the line ends where it begins. */
function closed(line: readonly Point[]): readonly Point[] {
  if (line.length > 1 && String(line[0]) === String(line.at(-1))) return line
  throw invalid('The linestring is not closed')
}

/** The numbers of POINTs of one reference system, none of them empty. */
function points(...digits: string[]): [Point, Point, ...Point[]] {
  for (const other of digits.slice(1)) sameSystem(digits[0], other)
  const all = digits.map(pointOf)
  if (all.some((point) => point.length === 0)) throw invalid('The points must not be empty')
  return all as [Point, Point, ...Point[]]
}

/** The angle from north, clockwise. */
function azimuth([x = 0, y = 0]: Point, [toX = 0, toY = 0]: Point): number {
  return turned(Math.atan2(toX - x, toY - y))
}

function turned(angle: number): number {
  return angle < 0 ? angle + 2 * Math.PI : angle
}

/** Whether the outer ring turns by `sign`, 1 for counterclockwise, and each hole the other way. */
function turns(rings: readonly (readonly Point[])[], sign: number): boolean {
  return rings.every((each, i) => {
    const double = each.slice(1).reduce((sum, [x = 0, y = 0], at) => {
      const [fromX = 0, fromY = 0] = each[at] ?? []
      return sum + fromX * y - x * fromY
    }, 0)
    return Math.sign(double) === (i === 0 ? sign : -sign)
  })
}
