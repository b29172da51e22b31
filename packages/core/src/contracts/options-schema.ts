import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'
import type { OptionsSchema } from './plugin.js'

/**
 * Returns a valibot schema as a plugin's `options`: with its JSON Schema beside it, which is of
 * what a user writes. Checks that JSON Schema has no words for are left out of that. Mark a
 * secret by `v.metadata({ writeOnly: true })`.
 *
 * @example
 * ```ts
 * const options = optionsSchema(closedObject({ url: v.string(), token: v.pipe(v.string(), v.metadata({ writeOnly: true })) }))
 * ```
 */
export function optionsSchema<S extends v.GenericSchema>(schema: S): OptionsSchema<v.InferOutput<S>> {
  const convert =
    (typeMode: 'input' | 'output') =>
    ({ target }: { readonly target: string }): Record<string, unknown> =>
      toJsonSchema(schema, {
        typeMode,
        target: target as 'draft-07' | 'draft-2020-12',
        errorMode: 'ignore',
      }) as Record<string, unknown>
  return {
    '~standard': {
      ...schema['~standard'],
      jsonSchema: { input: convert('input'), output: convert('output') },
    } as OptionsSchema<v.InferOutput<S>>['~standard'],
  }
}

/** Returns the keys that a user may write where `schema` stands, as its JSON Schema has them. */
export function keysOf(schema: OptionsSchema): readonly string[] {
  const { properties = {} } = schema['~standard'].jsonSchema.input({ target: 'draft-07' }) as {
    readonly properties?: object
  }
  return Object.keys(properties)
}
