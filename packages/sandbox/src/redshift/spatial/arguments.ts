import { type Geometry, invalid, type Point, pointsOf } from './geometry.js'
import { readBinary } from './well-known-binary.js'

/** Whether it has no point that is not empty. */
export function isEmpty(value: Geometry): boolean {
  return pointsOf(value).length === 0
}

/** The digits to show, between 1 and 20; undefined if `digits` is. */
export function precision(digits: string | undefined): number | undefined {
  if (digits === undefined) return undefined
  return Math.min(20, Math.max(1, Number(digits)))
}

/** The numbers of a POINT. Throws `RedshiftError` (22023) for any other. */
export function pointOf(digits: string): Point {
  const { kind, coordinates } = readBinary(digits)
  if (kind !== 'Point') throw invalid(`The argument must be a POINT, and is a ${kind.toUpperCase()}`)
  return coordinates as Point
}

/** The two geometries. Throws `RedshiftError` (22023) unless they have one reference system. */
export function sameSystem(a = '', b = ''): [Geometry, Geometry] {
  const pair: [Geometry, Geometry] = [readBinary(a), readBinary(b)]
  if (pair[0].srid !== pair[1].srid) {
    throw invalid(`The geometries have different SRIDs: ${pair[0].srid} and ${pair[1].srid}`)
  }
  return pair
}

/** As {@link sameSystem}; throws too if one is a collection. */
export function simple(a = '', b = ''): [Geometry, Geometry] {
  const pair = sameSystem(a, b)
  if (pair.some(({ kind }) => kind === 'GeometryCollection')) {
    throw invalid('The arguments must not be geometry collections')
  }
  return pair
}

/** What `measure` gives of the two; undefined if one is empty. */
export function unlessEmpty<T>(
  measure: (a: Geometry, b: Geometry) => T,
  first?: string,
  second?: string,
): T | undefined {
  const pair = simple(first, second)
  return pair.some(isEmpty) ? undefined : measure(...pair)
}
