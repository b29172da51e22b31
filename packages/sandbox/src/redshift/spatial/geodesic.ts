import type { Point } from './geometry.js'

/** The ellipsoid of WGS 84: its equatorial radius in metres, its flattening, and what follows from these. */
const A = 6_378_137
const F = 1 / 298.257_223_563
const E2 = F * (2 - F)
const N = F / (2 - F)
/** The square of the radius of a sphere of the same surface. */
const C2 = (A ** 2 / 2) * (1 + ((1 - E2) * Math.atanh(Math.sqrt(E2))) / Math.sqrt(E2))

/** What is between two points on a sphere: their latitudes and the arc of the great circle, in radians. */
interface Arc {
  readonly latitudes: readonly [number, number]
  /** How far the second lies to the east. */
  readonly east: number
  readonly length: number
}

/**
 * The distance in metres of two points, each a longitude and a latitude in degrees, along the ellipsoid, by
 * Andoyer's formula of the first order, with which AWS's examples agree.
 * https://docs.aws.amazon.com/redshift/latest/dg/ST_Distance-function.html
 */
export function geodesicDistance(a: Point, b: Point): number {
  const { latitudes, length } = arc(a, b)
  const [sine, toSine] = latitudes.map(Math.sin) as [number, number]
  const [cosine, three] = [Math.cos(length), 3 * Math.sin(length)]
  const apart = cosine === 1 ? 0 : ((length + three) / (1 - cosine)) * (sine - toSine) ** 2
  const together = cosine === -1 ? 0 : ((length - three) / (1 + cosine)) * (sine + toSine) ** 2
  return A * (length - (F / 4) * (apart + together))
}

/**
 * The area in square metres within a ring that goes around no pole: that on a sphere of the same surface, and
 * a correction of the first order. https://docs.aws.amazon.com/redshift/latest/dg/ST_Area-function.html
 */
export function geodesicArea(ring: readonly Point[]): number {
  let [excess, correction] = [0, 0]
  for (const [i, to] of ring.slice(1).entries()) {
    const from = ring[i] ?? to
    if (String(from) === String(to)) continue
    const [azimuth, toAzimuth] = azimuths(from, to)
    excess += toAzimuth - azimuth
    correction += onEllipsoid(from, to, azimuth, toAzimuth)
  }
  return Math.abs(C2 * excess + E2 * A ** 2 * correction)
}

function arc([longitude = 0, latitude = 0]: Point, [toLongitude = 0, toLatitude = 0]: Point): Arc {
  const latitudes = [radians(latitude), radians(toLatitude)] as const
  const east = radians(toLongitude - longitude)
  const [sine, toSine] = latitudes.map(Math.sin) as [number, number]
  const [cosine, toCosine] = latitudes.map(Math.cos) as [number, number]
  const cosineOfArc = sine * toSine + cosine * toCosine * Math.cos(east)
  return { latitudes, east, length: Math.acos(Math.min(1, Math.max(-1, cosineOfArc))) }
}

/** The directions in which a geodesic leaves one point and arrives at the other, from north, in radians. */
function azimuths(a: Point, b: Point): [number, number] {
  const { latitudes, east, length } = arc(a, b)
  const [latitude, toLatitude] = latitudes
  const leaving = bearing(latitude, toLatitude, east)
  const arriving = bearing(toLatitude, latitude, east)
  const u = (F / 2) * Math.cos(latitude) ** 2 * Math.sin(2 * leaving)
  const v = (F / 2) * Math.cos(toLatitude) ** 2 * Math.sin(2 * arriving)
  const ratio = length === 0 ? 1 : length / Math.sin(length)
  return [leaving - (v * ratio - u), (arriving < 0 ? -Math.PI : Math.PI) - arriving - (v - u * ratio)]
}

/** The direction of another point on a sphere. */
function bearing(latitude: number, toLatitude: number, east: number): number {
  const north = Math.cos(latitude) * Math.tan(toLatitude) - Math.sin(latitude) * Math.cos(east)
  return Math.atan2(Math.sin(east), north)
}

/** What the area below an edge has beside that on the sphere, by a series that is cut off after the first order. */
function onEllipsoid(from: Point, to: Point, azimuth: number, toAzimuth: number): number {
  const [beta, toBeta] = [from, to].map(([, latitude = 0]) =>
    Math.atan((1 - F) * Math.tan(radians(latitude))),
  )
  const sine = Math.sin(azimuth) * Math.cos(beta ?? 0)
  const cosine = Math.sqrt(1 - sine ** 2)
  const root = Math.sqrt(1 + (E2 / (1 - E2)) * cosine ** 2)
  const epsilon = (root - 1) / (root + 1)
  const sum = (at: number, direction: number): number => {
    const sigma = Math.atan2(Math.sin(at), Math.cos(direction) * Math.cos(at))
    return (2 / 3 - (4 * N) / 15 - epsilon / 5) * Math.cos(sigma) + (epsilon / 45) * Math.cos(3 * sigma)
  }
  return cosine * sine * (sum(toBeta ?? 0, toAzimuth) - sum(beta ?? 0, azimuth))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
