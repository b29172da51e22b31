import type { OptionsSchema } from '../../contracts/plugin.js'

/** What is used of a JSON Schema. */
interface JsonSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly writeOnly?: boolean
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema | boolean
}

/** Returns the texts in `value` that stand where `schema` has a secret, in any of the forms that it allows. */
export function secretsOf(schema: OptionsSchema, value: unknown): readonly string[] {
  const root = schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as JsonSchema
  return [...secretsAt(root, value, root)]
}

function* secretsAt(
  schema: JsonSchema | boolean | undefined,
  value: unknown,
  root: JsonSchema,
): Generator<string> {
  if (typeof schema !== 'object') return
  if (schema.type === 'string' && typeof value !== 'string') return // another form is meant
  if (schema.writeOnly) {
    yield* textsIn(value)
    return
  }
  // One that names itself is gone through no deeper than the value goes.
  if (schema.$ref) yield* secretsAt(resolve(schema.$ref, root), value, root)
  for (const form of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    yield* secretsAt(form, value, root)
  if (Array.isArray(value)) {
    for (const item of value) yield* secretsAt(schema.items, item, root)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const known = Object.hasOwn(schema.properties ?? {}, key)
      yield* secretsAt(known ? schema.properties![key] : schema.additionalProperties, inner, root)
    }
  }
}

/** Returns what a reference within the same schema, such as `#/$defs/0`, stands for. */
function resolve(reference: string, root: JsonSchema): JsonSchema | undefined {
  const steps = reference.split('/').slice(1)
  return steps.reduce<unknown>((at, step) => Object(at)[step] as unknown, root) as JsonSchema | undefined
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner)
}
