import { RedshiftError } from '../redshift-error.js'

const RULE = '-----------------------------------------------'

/** What the detail of a service error says in addition to its text. */
interface ServiceErrorOptions {
  /** 8001, which Redshift gives for S3's failures, unless stated. */
  readonly code?: number
  /** What was being done, such as `S3 key being read : s3://bucket/key`. */
  readonly context?: string
}

/** An error of the services behind COPY: a short message, and the block that Redshift puts into the detail. */
export function serviceError(
  message: string,
  { code = 8001, context = '' }: ServiceErrorOptions = {},
): RedshiftError {
  const detail = [
    RULE,
    `error:  ${message}`,
    `code:      ${code}`,
    `context:   ${context}`,
    'query:     0',
    'location:  s3_utility.cpp:0',
    'process:   padbmaster [pid=0]',
    RULE,
  ]
  return new RedshiftError(message, { detail: `\n  ${detail.join('\n  ')}\n` })
}
