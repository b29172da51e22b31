import { LoadError, type SourceObject } from '@arbalest/core/plugin'
import { isFromS3 } from '../../session/s3-answers.js'
import type { ServerError } from '../../session/server-error.js'

/** Messages of Spectrum, which reads columnar files for COPY; the second is the older one. */
const SCAN = /Spectrum Scan Error|S3 ?Query Exception/

/**
 * If `error` says that a columnar file among `objects` does not fit its table: an error that
 * names the file. Redshift reports the first misfit that it meets, usually with its column,
 * and never the row
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export function scanErrorOf(objects: readonly SourceObject[], error: ServerError): LoadError | undefined {
  if (!SCAN.test(error.message) || isFromS3(error)) return undefined
  const context = error.field('context') ?? ''
  if (!/\bFile\b/.test(context)) return undefined
  const object = objectIn(context, objects)
  const message = object
    ? `${object.url} does not fit its table: ${context.replace(/, File name: .*$/, '')}.`
    : `An object does not fit its table: ${context}.`
  return new LoadError(message, [], { cause: error, object: object?.url })
}

/** The object whose bucket and key `text` has, behind `s3://` or the host of S3. */
export function objectIn(text: string, objects: readonly SourceObject[]): SourceObject | undefined {
  return objects
    .filter(({ url }) => text.includes(url.slice('s3:/'.length)))
    .toSorted((a, b) => b.url.length - a.url.length)[0]
}
