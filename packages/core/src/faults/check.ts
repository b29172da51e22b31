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

/**
 * A valibot schema for an object with these keys and no others: each misspelt key is told,
 * in the words of `unknown` if given, not passed over.
 */
export function closedObject<E extends v.ObjectEntries>(
  entries: E,
  unknown = (_key: string): string => `is not known here; the keys are ${Object.keys(entries).join(', ')}.`,
): v.StrictObjectSchema<E, string | undefined> {
  const schema = v.pipe(
    v.looseObject(entries, ({ received }) =>
      received === 'undefined'
        ? 'is missing.'
        : `must be an object with the keys ${Object.keys(entries).join(', ')}, and is ${received}.`,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (typeof dataset.value !== 'object' || dataset.value === null) return
      const input = dataset.value as Record<string, unknown>
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue
        addIssue({ message: unknown(key), path: [{ type: 'object', origin: 'key', input, key, value }] })
      }
    }),
  )
  // What valibot's own strictObject takes, which tells of the first unknown key alone.
  return schema as unknown as v.StrictObjectSchema<E, string | undefined>
}
