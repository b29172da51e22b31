import { invalid } from './geometry.js'

const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz'

/** Longitudes and latitudes. Of each digit the first bit halves one axis, the next the other; the first of all is of the longitude. */
const WORLD = [
  [-180, 180],
  [-90, 90],
]

/** The geohash of a place. https://docs.aws.amazon.com/redshift/latest/dg/ST_GeoHash-function.html */
export function geoHash(longitude: number, latitude: number, length: number): string {
  const values = [longitude, latitude]
  const ranges = WORLD.map((range) => [...range])
  let hash = ''
  for (let bit = 0, digit = 0; hash.length < length; bit++) {
    const range = ranges[bit % 2] ?? []
    const [low = 0, high = 0] = range
    const middle = (low + high) / 2
    const above = (values[bit % 2] ?? 0) >= middle
    range[above ? 0 : 1] = middle
    digit = digit * 2 + Number(above)
    if (bit % 5 === 4) {
      hash += DIGITS[digit]
      digit = 0
    }
  }
  return hash
}

/** The corners of the box that a geohash stands for. Throws `RedshiftError` (22023) if it is none. */
export function geoHashBox(hash: string): [number, number, number, number] {
  const ranges = WORLD.map((range) => [...range])
  let bit = 0
  for (const character of hash.toLowerCase()) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) throw invalid(`Invalid geohash: ${hash}`)
    for (const mask of [16, 8, 4, 2, 1]) {
      const range = ranges[bit++ % 2] ?? []
      const [low = 0, high = 0] = range
      range[digit & mask ? 0 : 1] = (low + high) / 2
    }
  }
  const [[x = 0, toX = 0] = [], [y = 0, toY = 0] = []] = ranges
  return [x, y, toX, toY]
}
