import { check, definePlugin } from '@arbalest/core'
import { s3JournalOptionsSchema } from './options.js'
import { S3Journal } from './s3-journal.js'

export type { S3JournalOptions } from './options.js'
export { S3Journal, type S3JournalContext } from './s3-journal.js'
export { JournalError, type JournalErrorCode } from './store/journal-error.js'

/** The journal `s3`: for millions of units, kept as segments in S3. */
export default definePlugin({
  kind: 'journal',
  name: '@arbalest/journal-s3',
  parse: (options) => check(s3JournalOptionsSchema, options),
  create: (options, { get, scope, signal, notice }) =>
    new S3Journal(options, { sink: get('sink'), scope, signal, notice }),
})
