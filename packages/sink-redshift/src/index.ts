import '@arbalest/core/bundle'
import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { completeOptions, configurationSchema, type RedshiftSinkConfiguration } from './options/options.js'
import { targetSchemas } from './options/target-storage.js'
import { RedshiftSink } from './sink.js'

/** The sink `redshift`: loads Amazon Redshift through COPY. */
const plugin: Plugin<'sink', RedshiftSinkConfiguration> = definePlugin({
  kind: 'sink',
  name: '@arbalest/sink-redshift',
  options: configurationSchema,
  target: targetSchemas,
  create: (configuration, { signal, notice, trace, scope, table }) =>
    new RedshiftSink(completeOptions(configuration), {
      signal,
      notice: (message) => notice(message),
      trace,
      pipeline: scope.split('/')[0],
      table,
    }),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/sink-redshift': typeof plugin
  }
}

export default plugin
export { bulk, manifest } from '@arbalest/core'
export { BulkStrategy, ManifestStrategy } from '@arbalest/core/plugin'
export type { Authorization } from './options/authorization.js'
export type { ConnectionConfiguration, IamConfiguration } from './connection/connection-configuration.js'
export type {
  ClusterSignIn,
  ConnectionOptions,
  SignInOptions,
  WorkgroupSignIn,
} from './connection/connection-options.js'
export type {
  Compression,
  CopyFormat,
  CopyOptions,
  CsvCopyOptions,
  DelimitedCopyOptions,
  JsonCopyOptions,
  AvroCopyOptions,
  OrcCopyOptions,
  ParquetCopyOptions,
} from './options/copy-options.js'
export {
  completeOptions,
  type RedshiftSinkConfiguration,
  type RedshiftSinkOptions,
} from './options/options.js'
export type { RedshiftColumnStorage, RedshiftTableStorage } from './options/target-storage.js'
export type { Secret } from './secrets/secret.js'
export type { TlsMode } from './connection/tls-mode.js'
export { RedshiftSink } from './sink.js'
export type { RedshiftSinkContext } from './sink-context.js'
