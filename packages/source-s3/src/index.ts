import '@arbalest/core/bundle'
import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { configurationSchema, type S3SourceConfiguration } from './options.js'
import { S3Source } from './s3-source.js'

/** The source `s3`: the objects of a bucket whose keys begin with a prefix. */
const plugin: Plugin<'source', S3SourceConfiguration> = definePlugin({
  kind: 'source',
  name: '@arbalest/source-s3',
  options: configurationSchema,
  create: (configuration, { signal, notice }) => new S3Source(configuration, signal, notice),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/source-s3': typeof plugin
  }
}

export default plugin
export type { S3SourceConfiguration } from './options.js'
export { S3Source } from './s3-source.js'
export type { SeriesBound, SeriesOptions } from '@arbalest/listing'
