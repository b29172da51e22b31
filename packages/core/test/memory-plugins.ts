import { MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import * as v from 'valibot'
import { assemble, ConfigError, PluginError, type Fault, type TargetConfiguration } from '../src/index.js'
import { closedObject, definePlugin, optionsSchema } from '../src/plugin.js'
import { STORAGE } from './storage-schemas.js'

/** Of a run that nobody aborts. */
export const signal = new AbortController().signal

/** Finds no plugin at all. */
export const nothingInstalled = async (specifier: string): Promise<never> => {
  throw new PluginError('PLUGIN_NOT_FOUND', `"${specifier}" is not installed.`)
}

/** Plugins that load `objects` into `warehouse`, and the options with which sinks were made. */
export function plugins(warehouse = new MemoryWarehouse(), objects: Record<string, string> = {}) {
  const parsed: unknown[] = []
  const source = definePlugin({
    kind: 'source',
    name: 'memory-source',
    options: optionsSchema(closedObject({})),
    create: () => new MemorySource(objects),
  })
  const sink = definePlugin({
    kind: 'sink',
    name: 'memory-sink',
    options: optionsSchema(
      closedObject({
        connection: v.optional(v.literal('x', 'is no connection.')),
        copy: v.optional(
          closedObject({
            ignoreHeader: v.optional(v.number('is wrong.')),
            timeFormat: v.optional(v.string()),
          }),
        ),
      }),
    ),
    target: STORAGE,
    create: (options) => {
      parsed.push(options)
      return new MemorySink(warehouse)
    },
  })
  return { source, sink, parsed }
}

/** A target as users write it. */
export const target: TargetConfiguration = { table: 'events', properties: { id: 'integer' } }

/** What is wrong with `configuration`. */
export const faultsOf = async (configuration: unknown, names?: string[]): Promise<readonly Fault[]> => {
  const error: unknown = await assemble(configuration, { names, loader: nothingInstalled, signal }).catch(
    (reason: unknown) => reason,
  )
  if (error instanceof ConfigError) return error.faults
  throw error
}
