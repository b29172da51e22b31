import * as v from 'valibot'
import { closedObject, optionsSchema, type TargetSchemas } from '../src/plugin.js'

/** What a sink that knows slices and packed columns says of targets. */
export const STORAGE: TargetSchemas = {
  table: optionsSchema(
    closedObject({ slices: v.optional(v.pipe(v.number(), v.minValue(1, 'must be at least 1.'))) }),
  ),
  column: optionsSchema(closedObject({ packed: v.optional(v.boolean('must be true or false.')) })),
}
