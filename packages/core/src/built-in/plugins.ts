import * as v from 'valibot'
import { optionsSchema } from '../contracts/options-schema.js'
import { definePlugin, type Plugin } from '../contracts/plugin.js'
import { closedObject } from '../faults/closed-object.js'
import { BulkStrategy } from './bulk.js'
import { ManifestStrategy, type ManifestOptions } from './manifest.js'
import { SinkJournal } from './sink-journal.js'

/** The strategy `bulk`: replaces the whole table whenever anything in the source has changed. */
export const bulk: Plugin<'strategy', object> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-bulk',
  options: optionsSchema(closedObject({})),
  create: () => new BulkStrategy(),
})

/** The strategy `manifest`: adds each new object to the table, once. */
export const manifest: Plugin<'strategy', ManifestOptions> = definePlugin({
  kind: 'strategy',
  name: '@arbalest/strategy-manifest',
  options: optionsSchema(
    closedObject({
      batch: v.optional(
        v.pipe(
          v.number('must be a number of objects.'),
          v.integer('must be a whole number of objects.'),
          v.minValue(1, 'must be at least 1.'),
          v.description('How many objects one transaction may load. Default: 1000.'),
        ),
      ),
      batchBytes: v.optional(
        v.pipe(
          v.number('must be a number of bytes.'),
          v.integer('must be a whole number of bytes.'),
          v.minValue(1, 'must be at least 1.'),
          v.description(
            'How many bytes of objects one transaction may load, if that is more than one object. Default: 100000000000.',
          ),
        ),
      ),
      changed: v.optional(
        v.pipe(
          v.picklist(['fail', 'ignore', 'append'], 'must be fail, ignore or append.'),
          v.description(
            'What happens to an object that has changed since it was loaded: fail stops the step, ignore keeps the earlier rows, append adds the new ones to them. Default: fail.',
          ),
        ),
      ),
    }),
  ),
  create: (options) => new ManifestStrategy(options),
})

/** The journal `sink`, which is used if no other is named: marks in the sink itself. */
export const sinkJournal: Plugin<'journal', object> = definePlugin({
  kind: 'journal',
  name: '@arbalest/journal-sink',
  options: optionsSchema(closedObject({})),
  create: (_, { get, scope }) => new SinkJournal(get('sink'), scope),
})

declare module '../contracts/known-plugins.js' {
  interface KnownPlugins {
    readonly '@arbalest/strategy-bulk': typeof bulk
    readonly '@arbalest/strategy-manifest': typeof manifest
    readonly '@arbalest/journal-sink': typeof sinkJournal
  }
}
