import '@arbalest/core/bundle'
import { definePlugin, type Plugin } from '@arbalest/core/plugin'
import { s3JournalOptionsSchema, type S3JournalOptions } from './options.js'
import { S3Journal } from './s3-journal.js'

/** The journal `s3`: for millions of units, kept as segments in S3. */
const plugin: Plugin<'journal', S3JournalOptions> = definePlugin({
  kind: 'journal',
  name: '@arbalest/journal-s3',
  options: s3JournalOptionsSchema,
  create: (options, { get, scope, signal, notice }) =>
    new S3Journal(options, { sink: get('sink'), scope, signal, notice }),
})

declare module '@arbalest/core/plugin' {
  interface KnownPlugins {
    readonly '@arbalest/journal-s3': typeof plugin
  }
}

export default plugin
export type { S3JournalOptions } from './options.js'
export { S3Journal, type S3JournalContext } from './s3-journal.js'
export { JournalError, type JournalErrorCode } from './store/journal-error.js'
