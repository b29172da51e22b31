import { type Geometry, linesOf, type Point, polygonsOf } from './geometry.js'
import { length } from './relations.js'

/** Metres from the centre of the earth, if it were a sphere. https://docs.aws.amazon.com/redshift/latest/dg/ST_DistanceSphere-function.html */
const EARTH_RADIUS = 6_371_008.771_415_06

/** The area of all polygons of `geometry`, without their holes. */
export function area(geometry: Geometry): number {
  const areas = polygonsOf(geometry).map(([outer = [], ...holes]) =>
    holes.reduce((left, hole) => left - ringArea(hole), ringArea(outer)),
  )
  return areas.reduce((sum, each) => sum + each, 0)
}

function ringArea(ring: readonly Point[]): number {
  const double = ring.slice(1).reduce((sum, [x = 0, y = 0], i) => {
    const [fromX = 0, fromY = 0] = ring[i] ?? []
    return sum + fromX * y - x * fromY
  }, 0)
  return Math.abs(double) / 2
}

/** The length of all lines of `geometry`; the rings of polygons are lines too. */
export function lineLength(geometry: Geometry): number {
  return linesOf(geometry)
    .flatMap((line) => line.slice(1).map((point, i) => length(line[i] ?? point, point)))
    .reduce((sum, each) => sum + each, 0)
}

/** The distance of two points along a sphere, each of a longitude and a latitude in degrees. */
export function sphereDistance(a: Point, b: Point, radius = EARTH_RADIUS): number {
  const [longitude = 0, latitude = 0] = a.map(radians)
  const [toLongitude = 0, toLatitude = 0] = b.map(radians)
  const chord =
    Math.sin((toLatitude - latitude) / 2) ** 2 +
    Math.cos(latitude) * Math.cos(toLatitude) * Math.sin((toLongitude - longitude) / 2) ** 2
  return 2 * radius * Math.asin(Math.sqrt(chord))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
