import { jsonObject, type Property, type Target } from '@arbalest/core'
import type { Inferred, InferredProperty } from './infer.js'

/** Returns the target `table` whose columns take what was inferred. */
export function targetOf({ properties }: Inferred, table: string): Target {
  return jsonObject(table, ...properties.map(withoutFacts))
}

function withoutFacts({ name, type, column, properties }: InferredProperty): Property {
  return {
    name,
    ...(type !== undefined && { type }),
    ...(column !== undefined && { column }),
    ...(properties && { properties: properties.map(withoutFacts) }),
  }
}
