import * as v from 'valibot'
import { check, closedObject } from '../faults/check.js'
import { columnSchema, fieldSchema } from '../tables/column-attributes.js'
import { parseColumnType } from '../tables/column-type.js'
import { ConfigError, isConfigError } from '../faults/errors.js'
import { Faults, joinPlaces } from '../faults/faults.js'
import type { Field } from '../tables/field.js'
import { targetOf } from '../tables/json-object.js'
import type { Property } from '../tables/property.js'
import { recordOf } from '../tables/record.js'
import { tableAttributeEntries } from '../tables/table-attributes.js'
import type { Target } from '../tables/target.js'
import type { TargetConfiguration } from './configuration.js'

/** What stands by names; valibot's own `record` would leave out what is called "constructor". */
type Named = Readonly<Record<string, unknown>>

const named = v.optional(v.custom<Named>(isNamed, 'must be an object of names and column types.'))

const targetSchema = v.pipe(
  closedObject({ table: v.string(), properties: named, fields: named, ...tableAttributeEntries }),
  v.partialCheck(
    [['properties'], ['fields']],
    ({ properties, fields }) => (properties === undefined) !== (fields === undefined),
    'needs either properties, for JSON documents, or fields, for records whose values have an order; give one of the two.',
  ),
)

/** The target that a step names, in either form. Throws one `ConfigError` with all that is wrong with it. */
export function parseTarget(target: TargetConfiguration | Target): Target {
  if ('columns' in target) return target
  const faults = new Faults()
  const properties = propertiesOf(target.properties, 'properties', faults)
  const fields = fieldsOf(target.fields, 'fields', faults)
  const checked = faults.gather('', () => check(targetSchema, target))
  faults.throwIfAny()
  const { properties: given, fields: _, ...table } = checked!
  return given ? targetOf(table, properties) : recordOf(table, fields)
}

function propertiesOf(configuration: unknown, place: string, faults: Faults): Property[] {
  return entriesOf(configuration).map(([name, given]): Property => {
    const inner = joinPlaces(place, name)
    if (isNamed(given) && !isColumn(given)) return { name, properties: propertiesOf(given, inner, faults) }
    return { name, ...columnOf(given, columnSchema, inner, faults) }
  })
}

function fieldsOf(configuration: unknown, place: string, faults: Faults): Field[] {
  return entriesOf(configuration).map(([name, given]): Field => {
    const inner = joinPlaces(place, name)
    if (/^\d+$/.test(name)) {
      faults.add(
        inner,
        'is a number, which JavaScript puts ahead of all other names, wherever it stands; call the column something else, or write the target in code, by record().',
      )
    }
    return { name, ...columnOf(given, fieldSchema, inner, faults) }
  })
}

function columnOf(
  given: unknown,
  schema: typeof columnSchema | typeof fieldSchema,
  place: string,
  faults: Faults,
): v.InferOutput<typeof columnSchema> {
  const column = faults.gather(place, () => {
    if (typeof given === 'string') return { type: given }
    if (isNamed(given)) return check(schema, given)
    throw new ConfigError('CONFIG_INVALID', 'must be a column type, or an object with one.')
  })
  // Told with all else that is wrong here, rather than once the target is made.
  if (column) faults.gather(place, () => parseColumnType(column.type))
  return column ?? { type: '' }
}

function entriesOf(configuration: unknown): [name: string, given: unknown][] {
  return isNamed(configuration) ? Object.entries(configuration) : []
}

// A document may well have properties called "type" and "default", and then these are column types.
// With "type", "column" and no property beside, it is a column nonetheless.
function isColumn({ type, ...others }: Named): boolean {
  const known = Object.keys(others).every((key) => key in columnSchema.entries)
  if (typeof type !== 'string' || !known) return false
  return typeof others['column'] === 'string' || Object.values(others).some((value) => !isColumnType(value))
}

function isColumnType(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseColumnType(value) !== ''
  } catch (error) {
    if (isConfigError(error)) return false
    throw error
  }
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
