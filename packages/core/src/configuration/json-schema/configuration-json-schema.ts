import type { AnyPlugin, OptionsSchema, PluginKind } from '../../contracts/plugin.js'
import { bulk, manifest, sinkJournal } from '../../built-in/plugins.js'
import { allowReferences } from './allow-references.js'
import type { JsonSchema } from './json-schema.js'
import { configurationSchemas } from '../parsing/configuration-schemas.js'
import { wordFor } from '../parsing/word-for.js'

/**
 * Returns the JSON Schema (draft 7, which editors know) of a configuration in YAML or JSON: with the options of
 * `plugins` beside those that are built in, and with a reference such as `${env:NAME}` allowed for any text.
 */
export function configurationJsonSchema(plugins: readonly AnyPlugin[]): JsonSchema {
  const all = [bulk, manifest, sinkJournal, ...plugins]
  const of = (kind: PluginKind) => all.filter((plugin) => plugin.kind === kind)
  const sinks = of('sink')
  const configuration = schemaOf('configuration')
  const load = schemaOf('step that loads')
  const sql = schemaOf('step of SQL')
  // A step says only what is to be otherwise than in the sink's own options.
  const copies = sinks.flatMap(({ options }) => {
    const copy = jsonSchemaOf(options).properties?.['copy']
    return copy ? [{ ...copy, required: [] }] : []
  })
  return allowReferences({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A configuration of Arbalest',
    ...withProperties(configuration, {
      sink: use('sink'),
      journal: use('journal'),
      observers: { type: 'array', items: use('observer') },
      pipelines: {
        type: 'object',
        minProperties: 1,
        additionalProperties: { $ref: '#/definitions/pipeline' },
      },
    }),
    definitions: {
      pipeline: {
        if: { type: 'object' },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: {
          ...withProperties(schemaOf('pipeline with needs'), { steps: STEPS }),
          anyOf: [{ required: ['needs'] }, { required: ['steps'] }],
        },
        else: STEPS,
      },
      step: {
        if: { type: 'object', required: ['sql'] },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: withProperties(sql, { sink: use('sink') }),
        else: withProperties(load, {
          source: use('source'),
          strategy: use('strategy'),
          sink: use('sink'),
          journal: use('journal'),
          target: { $ref: '#/definitions/target' },
          ...(copies.length > 0 && { copy: { anyOf: copies } }),
        }),
      },
      target: withProperties(schemaOf('target'), {
        ...propertiesOf(sinks.map(({ target }) => target?.table)),
        properties: { type: 'object', additionalProperties: { $ref: '#/definitions/property' } },
        fields: { type: 'object', additionalProperties: columnOr(schemaOf('field'), sinks) },
      }),
      property: columnOr(schemaOf('property'), sinks, {
        type: 'object',
        additionalProperties: { $ref: '#/definitions/property' },
      }),
      ...Object.fromEntries(PLUGIN_KINDS.map((kind) => [kind, pluginOf(kind, of(kind))])),
    },
  })
}

const STEPS: JsonSchema = { type: 'array', minItems: 1, items: { $ref: '#/definitions/step' } }

/** The kinds of plugins. */
export const PLUGIN_KINDS: readonly PluginKind[] = ['source', 'strategy', 'sink', 'journal', 'observer']

function use(kind: PluginKind): JsonSchema {
  return { $ref: `#/definitions/${kind}` }
}

/** Returns what stands for a plugin of a kind: its name, or that and its options, of which those of `plugins` are known. */
function pluginOf(kind: PluginKind, plugins: readonly AnyPlugin[]): JsonSchema {
  const known = plugins.map((plugin) => ({ plugin, names: [wordFor(plugin), plugin.name] }))
  const name = {
    anyOf: [
      ...known.map(({ names }) => ({ enum: [...new Set(names)] })),
      { type: 'string', pattern: '[./]|^arbalest-', description: 'The name of a package, or a path.' },
    ],
  }
  const { use: written, ...others } = schemaOf('plugin').properties!
  return {
    description: `A ${kind}.`,
    if: { type: 'string' },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: name,
    else: {
      type: 'object',
      properties: { use: { ...name, description: written!['description'] }, ...others },
      required: ['use'],
      additionalProperties: false,
      allOf: [
        {},
        ...known.map(({ plugin, names }) => {
          const options = jsonSchemaOf(plugin.options)
          const needed = Array.isArray(options['required']) && options['required'].length > 0
          return {
            if: { properties: { use: { enum: names } } },
            // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
            then: { properties: { with: options }, ...(needed && { required: ['with'] }) },
          }
        }),
      ],
    },
  }
}

/** Returns the schema of a column: its type alone, or an object with `type`; or `otherwise`, if that is given. */
function columnOr(column: JsonSchema, sinks: readonly AnyPlugin[], otherwise?: JsonSchema): JsonSchema {
  const more = propertiesOf(sinks.map(({ target }) => target?.column))
  const whole = { ...withProperties(column, more), additionalProperties: false }
  const isColumn = { properties: { type: { type: 'string' } }, required: ['type'] }
  return {
    if: { type: 'object' },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: otherwise ? { if: isColumn, then: whole, else: otherwise } : whole,
    else: { type: 'string', description: 'The type of the column, such as varchar(256).' },
  }
}

/** Returns `schema` with other properties beside or in place of its own, which keep their descriptions. */
function withProperties(schema: JsonSchema, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const described = Object.entries(properties).map(([key, property]) => {
    const description = schema.properties?.[key]?.['description']
    // Beside a $ref nothing else counts in draft 7.
    return [
      key,
      description && property['$ref'] ? { description, allOf: [property] } : { description, ...property },
    ]
  })
  const { $schema: _, ...others } = schema
  return { ...others, properties: { ...schema.properties, ...Object.fromEntries(described) } }
}

function propertiesOf(schemas: readonly (OptionsSchema | undefined)[]): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...schemas.map((schema) => schema && jsonSchemaOf(schema).properties)) as Record<
    string,
    JsonSchema
  >
}

function schemaOf(title: string): JsonSchema {
  return jsonSchemaOf(configurationSchemas[title]!)
}

function jsonSchemaOf(schema: OptionsSchema): JsonSchema {
  const { $schema: _, ...others } = schema['~standard'].jsonSchema.input({ target: 'draft-07' })
  return others as JsonSchema
}
