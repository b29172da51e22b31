import * as v from 'valibot'
import { check, closedObject } from '../check.js'
import { jsonObject } from '../json-object.js'
import type { Property } from '../property.js'
import type { Target } from '../target.js'
import type { ColumnConfiguration, PropertiesConfiguration, TargetConfiguration } from './configuration.js'

const propertiesSchema: v.GenericSchema<PropertiesConfiguration> = v.record(
  v.string(),
  v.union(
    [v.string(), v.lazy(() => propertiesSchema)],
    'must be a column type, a column type with a column, or properties.',
  ),
)

const targetSchema = closedObject({ table: v.string(), properties: propertiesSchema })

/** The target that a step names, in either form. Throws one `ConfigError` with all that is wrong with it. */
export function parseTarget(target: TargetConfiguration | Target): Target {
  if ('columns' in target) return target
  const { table, properties } = check(targetSchema, target)
  return jsonObject(table, ...propertiesOf(properties))
}

function propertiesOf(configuration: PropertiesConfiguration): Property[] {
  return Object.entries(configuration).map(([name, given]): Property => {
    if (typeof given === 'string') return { name, type: given }
    return isColumn(given) ? { name, ...given } : { name, properties: propertiesOf(given) }
  })
}

// A document may well have a property called "type", or one called "column"; both, and no other, are a column.
function isColumn(given: ColumnConfiguration | PropertiesConfiguration): given is ColumnConfiguration {
  const { type, column, ...others } = given
  return typeof type === 'string' && typeof column === 'string' && Object.keys(others).length === 0
}
