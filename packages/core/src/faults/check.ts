import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError } from './errors.js'
import type { FaultPath } from './fault.js'

/**
 * Returns `value` as `schema` completes it; any Standard Schema will do (valibot, zod,
 * arktype). Throws one `ConfigError` with every fault and its path.
 */
export function check<S extends StandardSchemaV1>(
  schema: S,
  value: unknown,
): StandardSchemaV1.InferOutput<S> {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise)
    throw new TypeError('A configuration is checked at once: the schema must not be asynchronous.')
  if (!result.issues) return result.value
  throw new ConfigError(
    'CONFIG_INVALID',
    result.issues.map(({ path = [], message }) => ({ path: pathOf(path), message })),
  )
}

function pathOf(path: readonly (PropertyKey | StandardSchemaV1.PathSegment)[]): FaultPath {
  return path.map((part) => {
    const key = typeof part === 'object' ? part.key : part
    return typeof key === 'number' ? key : String(key)
  })
}
