import { sameSystem } from './arguments.js'
import { geodesicArea, geodesicDistance } from './geodesic.js'
import { type Geometry, invalid, linesOf, type Point, polygonsOf } from './geometry.js'
import type { SpatialFunction } from './spatial-function.js'
import { readBinary } from './well-known-binary.js'
import { readText } from './well-known-text.js'

/** The reference system of a GEOGRAPHY that names none. */
const WGS_84 = 4326

/** The functions of GEOGRAPHY; those that measure are called so with its name before theirs. All reference systems are measured by the ellipsoid of WGS 84. https://docs.aws.amazon.com/redshift/latest/dg/geospatial-functions.html */
export const GEOGRAPHY_FUNCTIONS: Readonly<Record<string, SpatialFunction>> = {
  st_geogfromtext: (text) => onEarth(readText(text)),
  st_geogfromwkb: (digits) => onEarth(readBinary(digits)),
  geography: (digits) => onEarth(readBinary(digits)),
  geography_area: (g) =>
    polygonsOf(readBinary(g))
      .map(([outer = [], ...holes]) =>
        holes.reduce((left, hole) => left - geodesicArea(hole), geodesicArea(outer)),
      )
      .reduce((sum, each) => sum + each, 0),
  geography_length: (g) => (polygonsOf(readBinary(g)).length > 0 ? 0 : edges(readBinary(g))),
  geography_perimeter: (g) => (polygonsOf(readBinary(g)).length > 0 ? edges(readBinary(g)) : 0),
  geography_distance: (a, b) => {
    const pair = sameSystem(a, b)
    const other = pair.find(({ kind }) => kind !== 'Point')
    if (other) throw invalid(`The argument must be a POINT, and is a ${other.kind.toUpperCase()}`)
    const [from, to] = pair.map(({ coordinates }) => coordinates as Point)
    return from?.length && to?.length ? geodesicDistance(from, to) : undefined
  },
}

/** A geometry as a GEOGRAPHY, which has the reference system 4326 if it names none. */
export function onEarth(given: Geometry): Geometry {
  return { ...given, srid: given.srid || WGS_84 }
}

function edges(given: Geometry): number {
  return linesOf(given)
    .flatMap((line) => line.slice(1).map((point, i) => geodesicDistance(line[i] ?? point, point)))
    .reduce((sum, each) => sum + each, 0)
}
