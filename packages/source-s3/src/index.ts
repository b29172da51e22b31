import { definePlugin } from '@arbalest/core'
import { parseOptions } from './options.js'
import { S3Source } from './s3-source.js'

export { parseOptions, type S3SourceConfiguration, type S3SourceOptions } from './options.js'
export { S3Source } from './s3-source.js'
export type { Series, SeriesBound, SeriesOptions } from './series/series.js'

/** The source `s3`: the objects of a bucket whose keys begin with a prefix. */
export default definePlugin({
  kind: 'source',
  name: '@arbalest/source-s3',
  parse: parseOptions,
  create: (options, { signal, notice }) => new S3Source(options, signal, notice),
})
