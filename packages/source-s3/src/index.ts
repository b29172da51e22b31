import { check, definePlugin } from '@arbalest/core'
import { s3SourceOptionsSchema } from './options.js'
import { S3Source } from './s3-source.js'

export type { S3SourceOptions } from './options.js'
export type { SeriesBound, SeriesOptions } from './series.js'
export { S3Source } from './s3-source.js'

/** The source `s3`: the objects of a bucket whose keys begin with a prefix. */
export default definePlugin({
  kind: 'source',
  name: '@arbalest/source-s3',
  parse: (options) => check(s3SourceOptionsSchema, options),
  create: (options, { signal, notice }) => new S3Source(options, signal, notice),
})
