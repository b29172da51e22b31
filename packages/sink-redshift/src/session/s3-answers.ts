import { SinkError, SourceError, type ArbalestError } from '@arbalest/core'
import type { ServerError } from './server-error.js'

/**
 * Answers of S3 to Redshift, as a COPY's error repeats them, and the error that a user gets for each
 * (https://docs.aws.amazon.com/redshift/latest/dg/s3serviceexception-error.html). The first match counts.
 */
const ANSWERS: readonly {
  readonly says: RegExp
  readonly error: (said: string, cause: ServerError) => ArbalestError
}[] = [
  {
    says: /Mandatory url is not present|NoSuchKey|specified key does not exist/i,
    // The next plan does not list the object again.
    error: (said, cause) =>
      new SourceError('SOURCE_NOT_FOUND', `An object was gone when Redshift read it: ${said}.`, {
        cause,
        retryable: true,
      }),
  },
  {
    says: /NoSuchBucket|bucket does not exist/i,
    error: (said, cause) =>
      new SourceError('SOURCE_NOT_FOUND', `Redshift found no such bucket: ${said}; check its name.`, {
        cause,
      }),
  },
  {
    says: /not authorized to (assume|get credentials)/i,
    error: (said, cause) =>
      new SinkError(
        'SINK_DENIED',
        `Redshift may not assume its role: ${said}; associate the role with the cluster, and let redshift.amazonaws.com assume it.`,
        { cause },
      ),
  },
  {
    says: /AccessDenied|Access Denied|Status 403|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken/i,
    error: (said, cause) =>
      new SourceError(
        'SOURCE_DENIED',
        `S3 refused Redshift: ${said}; allow the sink's iamRole, or keys, s3:GetObject and s3:ListBucket on the objects and on metadata.`,
        { cause },
      ),
  },
  {
    says: /must be addressed using the specified endpoint|PermanentRedirect/i,
    error: (said, cause) =>
      new SinkError(
        'SQL_FAILED',
        `The bucket is in another region than the cluster: ${said}; give its region under copy: { region: … }, and keep metadata in that region too.`,
        { cause },
      ),
  },
  {
    says: /requires full path of an S3 object/i,
    error: (said, cause) =>
      new SourceError(
        'SOURCE_DENIED',
        `Redshift could not read the manifest: ${said}; allow the sink's iamRole, or keys, s3:GetObject and s3:ListBucket on metadata.`,
        { cause },
      ),
  },
  {
    // COPY reads a columnar file by its size in the manifest, which comes from the listing.
    says: /InvalidRange|requested range is not satisfiable/i,
    error: (said, cause) =>
      new SourceError('OBJECT_CHANGED', `An object changed while Redshift was reading it: ${said}.`, {
        cause,
        retryable: true,
      }),
  },
  {
    says: /CanRetry 1|HTTP response error code: 5\d\d|S3 ?Query Exception Connection failed|Resource temporarily unavailable/i,
    error: (said, cause) =>
      new SourceError('SOURCE_UNREACHABLE', `S3 did not answer Redshift: ${said}.`, {
        cause,
        retryable: true,
      }),
  },
]

/** Whether `error` repeats what S3 answered. */
export function isFromS3(error: ServerError): boolean {
  return answerIn(error) !== undefined
}

/** The error for what S3 answered, if `error` repeats an answer; `said` is what a reader needs of it. */
export function errorOfS3(error: ServerError, said: string): ArbalestError | undefined {
  return answerIn(error)?.error(said, error)
}

function answerIn({ message, detail = '' }: ServerError) {
  const text = `${message}\n${detail}`
  return ANSWERS.find(({ says }) => says.test(text))
}
