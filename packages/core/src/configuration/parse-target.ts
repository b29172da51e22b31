import * as v from 'valibot'
import { check, closedObject } from '../check.js'
import { columnSchema } from '../column-attributes.js'
import { parseColumnType } from '../column-type.js'
import { isConfigError } from '../errors.js'
import { targetOf } from '../json-object.js'
import type { Property } from '../property.js'
import { tableAttributeEntries } from '../table-attributes.js'
import type { Target } from '../target.js'
import type { ColumnConfiguration, PropertiesConfiguration, TargetConfiguration } from './configuration.js'

const propertySchema: v.GenericSchema<PropertiesConfiguration[string]> = v.lazy((input) => {
  if (typeof input !== 'object' || input === null)
    return v.string('must be a column type, a column type with a column, or properties.')
  return isColumn(input) ? columnSchema : propertiesSchema
})

const propertiesSchema: v.GenericSchema<PropertiesConfiguration> = v.record(v.string(), propertySchema)

const targetSchema = closedObject({
  table: v.string(),
  properties: propertiesSchema,
  ...tableAttributeEntries,
})

/** The target that a step names, in either form. Throws one `ConfigError` with all that is wrong with it. */
export function parseTarget(target: TargetConfiguration | Target): Target {
  if ('columns' in target) return target
  const { properties, ...table } = check(targetSchema, target)
  return targetOf(table, propertiesOf(properties))
}

function propertiesOf(configuration: PropertiesConfiguration): Property[] {
  return Object.entries(configuration).map(([name, given]): Property => {
    if (typeof given === 'string') return { name, type: given }
    return isColumn(given) ? { name, ...given } : { name, properties: propertiesOf(given) }
  })
}

// A document may well have properties called "type" and "default", and then these are column types.
// With "type", "column" and no property beside, it is a column nonetheless.
function isColumn(given: object): given is ColumnConfiguration {
  const { type, ...others } = given as Readonly<Record<string, unknown>>
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
