import { optionsSchema } from '../../contracts/options-schema.js'
import type { OptionsSchema } from '../../contracts/plugin.js'
import { columnSchema, fieldSchema } from './parse-columns.js'
import { pathColumnSchema } from './parse-filled-columns.js'
import { configurationSchema } from './parse-configuration.js'
import { graphSchema } from './pipeline-schema.js'
import { targetSchema } from './parse-target.js'
import { fileSchema, loadSchema, sqlSchema, textSchema, pluginSchema } from './step-schemas.js'

/** The schemas that a configuration is parsed by, by what each is of; plugins add their own. */
export const configurationSchemas: Readonly<Record<string, OptionsSchema>> = {
  configuration: optionsSchema(configurationSchema),
  'pipeline with needs': optionsSchema(graphSchema),
  plugin: optionsSchema(pluginSchema),
  'step that loads': optionsSchema(loadSchema),
  'step of SQL': optionsSchema(sqlSchema),
  'statements with values': optionsSchema(textSchema),
  'statements in a file': optionsSchema(fileSchema),
  target: optionsSchema(targetSchema),
  property: optionsSchema(columnSchema),
  field: optionsSchema(fieldSchema),
  'column of a path': optionsSchema(pathColumnSchema),
}
