import { jsonObject, orderedFields, type Property, type Target } from '@arbalest/core'
import type { InferredProperty } from './infer.js'
import type { InferredTable } from './inferred-table.js'

/**
 * Returns the target `table` whose columns take what was inferred.
 *
 * @example
 * ```ts
 * const target = targetOf(await inferObjects(source.open, objects, { most: 1024 * 1024 }), 'events')
 * ```
 */
export function targetOf(inferred: InferredTable, table: string): Target {
  const pathColumns = inferred.path?.columns.map(({ name, type, from }) => ({ name, type, from }))
  const options = { table, ...(pathColumns && { pathColumns }) }
  if ('fields' in inferred)
    return orderedFields(options, ...inferred.fields.map(({ name, type }) => ({ name, type })))
  return jsonObject(options, ...inferred.properties.map(withoutFacts))
}

function withoutFacts({ name, type, column, properties }: InferredProperty): Property {
  return {
    name,
    ...(type !== undefined && { type }),
    ...(column !== undefined && { column }),
    ...(properties && { properties: properties.map(withoutFacts) }),
  }
}
