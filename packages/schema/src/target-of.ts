import { jsonObject, orderedFields, type Property, type Target } from '@arbalest/core'
import type { Inferred, InferredProperty } from './infer.js'
import type { InferredRecords } from './infer-records.js'

/**
 * Returns the target `table` whose columns take what was inferred.
 *
 * @example
 * ```ts
 * const target = targetOf(await inferObjects(source.open, objects, { most: 1024 * 1024 }), 'events')
 * ```
 */
export function targetOf(inferred: Inferred | InferredRecords, table: string): Target {
  if ('fields' in inferred)
    return orderedFields(table, ...inferred.fields.map(({ name, type }) => ({ name, type })))
  return jsonObject(table, ...inferred.properties.map(withoutFacts))
}

function withoutFacts({ name, type, column, properties }: InferredProperty): Property {
  return {
    name,
    ...(type !== undefined && { type }),
    ...(column !== undefined && { column }),
    ...(properties && { properties: properties.map(withoutFacts) }),
  }
}
