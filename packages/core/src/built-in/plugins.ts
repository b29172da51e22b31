import * as v from 'valibot'
import { check, closedObject } from '../faults/check.js'
import { SinkJournal } from './sink-journal.js'
import { definePlugin, type Plugin } from '../contracts/plugin.js'
import { BulkStrategy } from './bulk.js'
import { ManifestStrategy, type ManifestOptions } from './manifest.js'

/** The strategy `bulk`: replaces the whole table whenever anything in the source has changed. */
export const bulk: Plugin<'strategy', object> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-bulk',
  parse: (options) => check(closedObject({}), options ?? {}),
  create: () => new BulkStrategy(),
})

const manifestOptions = closedObject({
  batch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  changed: v.optional(v.picklist(['fail', 'ignore', 'append'])),
})

/** The strategy `manifest`: adds each new object to the table, once. */
export const manifest: Plugin<'strategy', ManifestOptions> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-manifest',
  parse: (options) => check(manifestOptions, options ?? {}),
  create: (options) => new ManifestStrategy(options),
})

/** The journal `sink`, which is used unless another is named: marks in the sink itself. */
export const sinkJournal: Plugin<'journal', object> = definePlugin({
  kind: 'journal',
  name: '@arbalest/journal-sink',
  parse: (options) => check(closedObject({}), options ?? {}),
  create: (_, { get, scope }) => new SinkJournal(get('sink'), scope),
})
