import type { Geometry } from './geometry.js'

/** A function of geometries, by its arguments as text, none of which is NULL; it gives a geometry, a value, or undefined for NULL. */
export type SpatialFunction = (...args: string[]) => Geometry | string | number | boolean | undefined
