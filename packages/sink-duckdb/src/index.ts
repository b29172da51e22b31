import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { DuckDbSink } from './duckdb-sink.js'
import { configurationSchema, type DuckDbSinkConfiguration } from './options.js'

/** The sink `duckdb`: the tables of a DuckDB database, which is a file. */
const plugin: Plugin<'sink', DuckDbSinkConfiguration> = definePlugin({
  kind: 'sink',
  name: '@arbalest/sink-duckdb',
  options: configurationSchema,
  create: (configuration, { signal }) => new DuckDbSink(configuration, signal),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/sink-duckdb': typeof plugin
  }
}

export default plugin
export { DuckDbSink } from './duckdb-sink.js'
export type { CopyOptions, DuckDbSinkConfiguration } from './options.js'
