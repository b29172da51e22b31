import type { StandardSchemaV1 } from '@standard-schema/spec'
import * as v from 'valibot'
import { ConfigError } from './errors.js'
import { joinPlaces } from './faults.js'

/**
 * `value` as `schema` completes it; any library of the Standard Schema kind will
 * do (valibot, zod, arktype). Throws one `ConfigError` with every fault and its place.
 */
export function check<S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): StandardSchemaV1.InferOutput<S> {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise)
    throw new TypeError('A configuration is checked at once: the schema may not be asynchronous.')
  if (!result.issues) return result.value
  throw new ConfigError(
    'CONFIG_INVALID',
    result.issues.map(({ path = [], message }) => ({ place: placeOf(path), message })),
  )
}

function placeOf(path: readonly (PropertyKey | StandardSchemaV1.PathSegment)[]): string {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part))
  return keys.reduce<string>(
    (place, key) => joinPlaces(place, typeof key === 'number' ? `[${key}]` : String(key)),
    '',
  )
}

/** A valibot schema for an object with these keys and no others: a misspelt key is told, not passed over. */
export function closedObject<E extends v.ObjectEntries>(
  entries: E,
): v.StrictObjectSchema<E, (issue: v.StrictObjectIssue) => string> {
  const known = Object.keys(entries).join(', ')
  return v.strictObject(entries, ({ expected, received }) => {
    if (expected === 'never') return `is not known here; the keys are ${known}.`
    if (received === 'undefined') return 'is missing.'
    return `must be an object with the keys ${known}, and is ${received}.`
  })
}
