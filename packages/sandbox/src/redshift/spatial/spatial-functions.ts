import { isEmpty, pointOf, precision, sameSystem, simple, unlessEmpty } from './arguments.js'
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
import { GEOGRAPHY_FUNCTIONS } from './geography-functions.js'
import { readGeoJson, writeGeoJson } from './geo-json.js'
import { area, lineLength, sphereDistance } from './measures.js'
import { contains, covers, distance, intersects } from './relations.js'
import type { SpatialFunction } from './spatial-function.js'
import { readBinary, writeBinary } from './well-known-binary.js'
import { SHAPE_FUNCTIONS } from './shape-functions.js'
import { readText, writeText } from './well-known-text.js'

const read = readBinary

/** The functions of GEOMETRY that the sandbox has. https://docs.aws.amazon.com/redshift/latest/dg/geospatial-functions.html */
export const SPATIAL_FUNCTIONS: Readonly<Record<string, SpatialFunction>> = {
  ...SHAPE_FUNCTIONS,
  ...GEOGRAPHY_FUNCTIONS,
  st_point: (...numbers) => geometry('Point', numbers.map(Number)),
  st_makepoint: (...numbers) => {
    const axes = (['XY', 'XYZ', 'XYZM'] as const)[numbers.length - 2] ?? 'XY'
    return geometry('Point', numbers.map(Number), { axes })
  },
  st_geomfromtext: (text, srid = '0') => (Number(srid) < 0 ? undefined : readText(text, Number(srid))),
  st_geomfromewkt: (text) => readText(text),
  st_geomfromewkb: read,
  st_geomfromwkb: (digits, srid = '0') =>
    Number(srid) < 0 ? undefined : { ...read(digits), srid: Number(srid) },
  st_geomfromgeojson: readGeoJson,
  st_makeenvelope: (x, y, toX, toY, srid = '0') => box([x, y, toX, toY].map(Number), Number(srid)),
  st_makeline: (a, b) => makeLine(...sameSystem(a, b)),

  st_astext: (g, digits) => writeText(read(g), precision(digits)),
  st_asewkt: (g, digits) => {
    const { srid } = read(g)
    return `${srid ? `SRID=${srid};` : ''}${writeText(read(g), precision(digits))}`
  },
  st_asgeojson: (g, digits) => writeGeoJson(read(g), precision(digits)),
  st_asbinary: (g) => writeBinary(read(g), false),
  st_asewkb: (g) => writeBinary(read(g)),
  st_ashexwkb: (g) => writeBinary(read(g), false),
  st_ashexewkb: (g) => writeBinary(read(g)),

  st_x: (g) => pointOf(g)[0],
  st_y: (g) => pointOf(g)[1],
  st_z: (g) => axisOf(g, 'Z')(pointOf(g)),
  st_m: (g) => axisOf(g, 'M')(pointOf(g)),
  st_xmin: (g) => most(g, axisOf(g, 'X'), Math.min),
  st_xmax: (g) => most(g, axisOf(g, 'X'), Math.max),
  st_ymin: (g) => most(g, axisOf(g, 'Y'), Math.min),
  st_ymax: (g) => most(g, axisOf(g, 'Y'), Math.max),
  st_zmin: (g) => most(g, axisOf(g, 'Z'), Math.min),
  st_zmax: (g) => most(g, axisOf(g, 'Z'), Math.max),
  st_mmin: (g) => most(g, axisOf(g, 'M'), Math.min),
  st_mmax: (g) => most(g, axisOf(g, 'M'), Math.max),
  st_envelope: (g) => {
    const ends = ['st_xmin', 'st_ymin', 'st_xmax', 'st_ymax'].map((name) => SPATIAL_FUNCTIONS[name]?.(g))
    return isEmpty(read(g)) ? read(g) : box(ends.map(Number), read(g).srid)
  },

  st_srid: (g) => read(g).srid,
  st_setsrid: (g, srid) => {
    if (Number(srid) < 0) throw invalid(`The SRID must not be negative: ${srid}`)
    return { ...read(g), srid: Number(srid) }
  },
  geometrytype: (g) => `${read(g).kind.toUpperCase()}${read(g).axes === 'XYM' ? 'M' : ''}`,
  st_geometrytype: (g) => `ST_${read(g).kind}`,
  st_dimension: (g) => (polygonsOf(read(g)).length > 0 ? 2 : Number(linesOf(read(g)).length > 0)),
  st_ndims: (g) => read(g).axes.length,
  st_isempty: (g) => isEmpty(read(g)),
  st_iscollection: (g) => read(g).kind === 'GeometryCollection' || read(g).kind.startsWith('Multi'),
  st_isclosed: (g) => linesOf(read(g)).every((line) => String(line[0]) === String(line.at(-1))),
  st_npoints: (g) => pointsOf(read(g)).length,
  st_numpoints: (g) => (read(g).kind === 'LineString' ? pointsOf(read(g)).length : undefined),
  st_nrings: (g) => polygonsOf(read(g)).flat().length,
  st_pointn: (g, index) => {
    const place = Number(index)
    return place === 0 ? undefined : pointAt(read(g), place > 0 ? place - 1 : place)
  },
  st_startpoint: (g) => pointAt(read(g), 0),
  st_endpoint: (g) => pointAt(read(g), -1),

  st_area: (g) => area(read(g)),
  st_length: (g) => (polygonsOf(read(g)).length > 0 ? 0 : lineLength(read(g))),
  st_perimeter: (g) => (polygonsOf(read(g)).length > 0 ? lineLength(read(g)) : 0),
  st_distance: (a, b) => unlessEmpty(distance, a, b),
  st_dwithin: (a, b, threshold) => {
    const least = unlessEmpty(distance, a, b)
    return least !== undefined && least <= Number(threshold)
  },
  st_distancesphere: (a, b, radius) => {
    if (Number(radius ?? 0) < 0) throw invalid(`The radius must not be negative: ${radius}`)
    const [from, to] = sameSystem(a, b).map((point) => pointOf(writeBinary(point)))
    if (!from?.length || !to?.length) return undefined
    return sphereDistance(from, to, radius === undefined ? undefined : Number(radius))
  },
  st_intersects: (a, b) => intersects(...simple(a, b)),
  st_disjoint: (a, b) => !intersects(...simple(a, b)),
  st_contains: (a, b) => contains(...simple(a, b)),
  st_within: (a, b) => contains(...simple(b, a)),
  st_covers: (a, b) => covers(...simple(a, b)),
  st_coveredby: (a, b) => covers(...simple(b, a)),
  st_equals: (a, b) => covers(...simple(a, b)) && covers(...simple(b, a)),
}

function axisOf(digits: string, axis: string): (point: Point) => number | undefined {
  const index = read(digits).axes.indexOf(axis)
  return (point) => point[index]
}

function most(
  digits: string,
  axis: (point: Point) => number | undefined,
  choose: (...numbers: number[]) => number,
): number | undefined {
  const numbers = pointsOf(read(digits)).flatMap((point) => axis(point) ?? [])
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => choose(a, b))
}

function pointAt({ kind, coordinates, srid, axes }: Geometry, index: number): Geometry | undefined {
  const point = kind === 'LineString' ? coordinates.at(index) : undefined
  return point === undefined ? undefined : geometry('Point', point as Point, { srid, axes })
}

function makeLine(a: Geometry, b: Geometry): Geometry {
  const refused = [a, b].find(({ kind }) => !['Point', 'LineString', 'MultiPoint'].includes(kind))
  if (refused) throw invalid(`ST_MakeLine takes no ${refused.kind.toUpperCase()}`)
  if (a.axes !== b.axes) throw invalid(`The geometries have different dimensions: ${a.axes} and ${b.axes}`)
  return geometry('LineString', [...pointsOf(a), ...pointsOf(b)], { srid: a.srid, axes: a.axes })
}
