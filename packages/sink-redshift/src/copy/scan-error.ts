import { LoadError, SinkError, type SourceObject } from '@arbalest/core'
import { ServerError } from '../session/server-error.js'

/** What Redshift calls an error of Spectrum, which reads columnar files for COPY; the second is the older wording. */
const SCAN = /Spectrum Scan Error|S3 ?Query Exception/

/**
 * Where `error` is of a columnar file among `objects` that does not fit its table: an error
 * that says so. Redshift tells of the first misfit that it meets, mostly with its column,
 * and of no row
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-columnar.html).
 */
export function scanErrorOf(objects: readonly SourceObject[], error: unknown): LoadError | undefined {
  // What S3 answered has a code of its own by now.
  if (!(error instanceof SinkError && error.code === 'SQL_FAILED')) return undefined
  const { cause } = error
  if (!(cause instanceof ServerError && SCAN.test(cause.message))) return undefined
  const context = cause.field('context') ?? ''
  if (!/\bFile\b/.test(context)) return undefined
  const object = objectIn(context, objects)
  const message = object
    ? `${object.url} does not fit its table: ${context.replace(/, File name: .*$/, '')}.`
    : `An object does not fit its table: ${context}.`
  return new LoadError(message, [], { cause })
}

/** The object whose bucket and key `text` has, behind `s3://` or the host of S3. */
function objectIn(text: string, objects: readonly SourceObject[]): SourceObject | undefined {
  return objects
    .filter(({ url }) => text.includes(url.slice('s3:/'.length)))
    .toSorted((a, b) => b.url.length - a.url.length)[0]
}
