import type { OptionsSchema } from '@arbalest/core/plugin'

/** What is used of JSON Schema. */
interface JsonSchema {
  readonly title?: string
  readonly description?: string
  readonly writeOnly?: boolean
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** One key that a user may write. */
export interface Key {
  /** With the keys that lead to it: `series.pattern`. */
  readonly name: string
  /** What its value may be; several if each goes with another choice of what is around it. */
  readonly types: Set<string>
  /** What it means; the end says its default. */
  readonly description: string
  readonly required: boolean
  /** Whether its value is shown nowhere. */
  readonly secret: boolean
  /** The key whose value decides which keys there are, the values with which this one is, and how many there are; undefined if no key decides. */
  readonly choice: { readonly key: string; readonly values: Set<string>; readonly of: number } | undefined
}

/** Returns the keys that `schema` knows, each before those below it; none below what has a title, which is described elsewhere. */
export function keysOf(schema: OptionsSchema): readonly Key[] {
  const keys = new Map<string, Key>()
  for (const key of keysIn(schema['~standard'].jsonSchema.input({ target: 'draft-07' }), '')) {
    const same = keys.get(idOf(key))
    for (const type of key.types) same?.types.add(type)
    for (const value of key.choice?.values ?? []) same?.choice?.values.add(value)
    if (!same) keys.set(idOf(key), key)
  }
  return [...keys.values()]
}

function* keysIn(schema: JsonSchema, path: string, around?: Key['choice']): Generator<Key> {
  for (const object of objectsIn(schema)) {
    const { properties = {}, required = [] } = object
    const choice = choiceOf(object, schema, path) ?? around
    for (const [key, value] of Object.entries(properties)) {
      const name = path + key
      yield {
        name,
        types: new Set([typeOf(value)]),
        description: value.description ?? '',
        required: required.includes(key),
        secret: isSecret(value),
        choice: choice && { ...choice, values: new Set(choice.values) },
      }
      if (value.title === undefined) yield* keysIn(value, `${name}.`, choice)
    }
  }
}

/** What decides that a value has the form of `object`, if `schema` has several. */
function choiceOf({ properties = {} }: JsonSchema, { oneOf }: JsonSchema, path: string): Key['choice'] {
  const chooser = Object.entries(properties).find(([, { const: value }]) => value !== undefined)
  if (!oneOf || !chooser) return undefined
  const [key, { const: value }] = chooser
  return { key: path + key, values: new Set([String(value)]), of: oneOf.length }
}

/** A key that decides is one key, whatever each decision calls for. */
function idOf({ name, types, description, required, secret, choice }: Key): string {
  return JSON.stringify(choice?.key === name ? [name] : [name, ...types, description, required, secret])
}

function objectsIn(schema: JsonSchema): readonly JsonSchema[] {
  const { properties, anyOf = [], oneOf = [], items } = schema
  if (properties) return [schema]
  return [...anyOf, ...oneOf, ...(items ? [items] : [])].flatMap((each) =>
    each.title === undefined ? objectsIn(each) : [],
  )
}

function typeOf({ title, type, const: value, enum: values, anyOf, oneOf, items }: JsonSchema): string {
  if (title !== undefined) return title
  if (value !== undefined) return String(value)
  if (values) return values.join(', ')
  if (items) return ['list', typeOf(items)].filter((each) => each !== '').join(' of ')
  const types = (anyOf ?? oneOf ?? []).map(typeOf).filter((each) => each !== '')
  return type ?? [...new Set(types)].join(', ')
}

function isSecret({ writeOnly = false, anyOf = [] }: JsonSchema): boolean {
  return writeOnly || anyOf.some(isSecret)
}
