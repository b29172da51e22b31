import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'

interface EventSchema {
  readonly oneOf: readonly { readonly $ref: string }[]
  readonly $defs: Readonly<Record<string, object>>
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../events.schema.json', import.meta.url), 'utf8'),
) as EventSchema

/** The types of events that the published schema has. */
export const TYPES = SCHEMA.oneOf.map(({ $ref }) => $ref.replace('#/$defs/', ''))

const FORMATS = {
  'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
  uuid: /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/,
}

const validators = new Map(TYPES.map((type) => [type, compile(strict(type))]))

/** Returns what is wrong with an event by the published schema, and which of its properties that does not have. */
export function faultsOf(event: unknown): ErrorObject[] {
  const { type } = event as { readonly type: string }
  const validate = validators.get(type)
  if (!validate) throw new Error(`The schema has no event "${type}".`)
  return validate(event) ? [] : [...validate.errors!]
}

function compile(schema: object): ValidateFunction {
  return new Ajv2020({ allErrors: true, formats: FORMATS }).compile(schema)
}

/** Users may be given more than is in the schema that they have; what we print must all be in ours. */
function strict(type: string): object {
  const $defs = Object.fromEntries(
    Object.entries(SCHEMA.$defs).map(([name, schema]) => [
      name,
      TYPES.includes(name) || name === 'outcome' ? { ...schema, unevaluatedProperties: false } : schema,
    ]),
  )
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs, $ref: `#/$defs/${type}` }
}
