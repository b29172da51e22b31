import { S3ServiceException } from '@aws-sdk/client-s3'
import { RedshiftError } from '../redshift-error.js'
import type { S3Location } from './s3-location.js'
import { serviceError } from './service-error.js'

/** Returns what throws, as a `RedshiftError`, why the object at `url` could not be read. */
export function failure({ url }: S3Location): (error: unknown) => never {
  return (error) => {
    throw toRedshiftError(error, `S3 key being read : ${url}`)
  }
}

/** Returns undefined if `error` says that there is no such object. Otherwise throws it as a `RedshiftError`. */
export function undefinedIfMissing(error: unknown, location: S3Location): undefined {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
  return failure(location)(error)
}

/** Whether a connection was closed before its time, and not for being silent. */
export function isReset(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ECONNRESET'
}

/**
 * Returns what went wrong between COPY and S3 as Redshift says it, unless it says so already.
 * https://docs.aws.amazon.com/redshift/latest/dg/s3serviceexception-error.html
 */
export function toRedshiftError(error: unknown, context: string): RedshiftError {
  if (error instanceof RedshiftError) return error
  if (!(error instanceof S3ServiceException)) {
    // A cluster retries for a quarter of an hour and more; a sandbox soon leaves that to its user.
    const reason = error instanceof Error ? error.message : 'unknown reason'
    return serviceError(`Connection to S3 failed: ${reason},CanRetry 1`, { context })
  }
  const { httpStatusCode = 0, requestId = '', extendedRequestId = '' } = error.$metadata
  // A HEAD request's response has no body, so the SDK has no more than the status to name it by.
  const name = error.name === 'NotFound' ? 'NoSuchKey' : error.name
  const retry = httpStatusCode >= 500 ? 1 : 0
  return serviceError(
    `S3ServiceException:${error.message},Status ${httpStatusCode},Error ${name},Rid ${requestId},ExtRid ${extendedRequestId},CanRetry ${retry}`,
    { context },
  )
}
