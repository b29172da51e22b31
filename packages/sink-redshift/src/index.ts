import { definePlugin, type Plugin } from '@arbalest/core'
import { parseOptions, type RedshiftSinkOptions } from './options/options.js'
import { RedshiftSink } from './sink.js'

/** The sink `redshift`: loads Amazon Redshift through COPY. */
const plugin: Plugin<'sink', RedshiftSinkOptions> = definePlugin({
  kind: 'sink',
  name: '@arbalest/sink-redshift',
  parse: parseOptions,
  create: (options, { signal }) => new RedshiftSink(options, signal),
})

export default plugin
export { bulk, BulkStrategy, manifest, ManifestStrategy } from '@arbalest/core'
export type { ConnectionOptions, TlsMode } from './options/connection-options.js'
export type {
  Compression,
  CopyFormat,
  CopyOptions,
  CsvCopyOptions,
  DelimitedCopyOptions,
  JsonCopyOptions,
  ParquetCopyOptions,
} from './options/copy-options.js'
export {
  parseOptions,
  type Authorization,
  type RedshiftSinkConfiguration,
  type RedshiftSinkOptions,
} from './options/options.js'
export { RedshiftSink } from './sink.js'
export type { Secret } from './options/secret.js'
