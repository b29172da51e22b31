import { SourceError } from '@arbalest/core'
import { formatS3Url, type S3Place } from './s3-url.js'

/** What the SDK's and Node's errors may carry, as far as it is read here. */
interface Answer {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly Region?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> }
}

/** What is wrong, and what to do, for refusals that S3 itself words for programmers. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['InvalidAccessKeyId', 'it does not know the access key; check which AWS credentials are in use'],
  ['SignatureDoesNotMatch', 'the secret access key is not that of the access key; check the AWS credentials'],
  ['ExpiredToken', 'the AWS session has expired; sign in again'],
  ['InvalidToken', 'the AWS session token is not valid; sign in again'],
  ['TokenRefreshRequired', 'the AWS session has expired; sign in again'],
  ['RequestTimeTooSkewed', "this machine's clock is wrong; set it"],
  ['InvalidObjectState', 'it is archived; restore it first, or exclude it'],
])

const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError'])

/** Network faults that pass. Others, such as a certificate that is not trusted, do not. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Answers that say "later" (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
const LATER = new Set(['SlowDown', 'ServiceUnavailable', 'InternalError', 'RequestTimeout', 'TimeoutError'])

/**
 * `error`, thrown by a request about `place`, as a `SourceError` that says what is
 * wrong and what to do. S3's answers are not passed on as its `cause`: they may
 * quote the request, and with it a session token.
 */
export function translateS3Error(error: unknown, place: S3Place): SourceError {
  if (error instanceof SourceError) return error
  const answer = (error ?? {}) as Answer
  const status = answer.$metadata?.httpStatusCode ?? answer.$response?.statusCode
  const url = formatS3Url(place)
  return (
    unsent(answer, url) ??
    missing(answer, status, place) ??
    refused(answer, status, url) ??
    unanswered(error, answer, status, url)
  )
}

function unsent(answer: Answer, url: string): SourceError | undefined {
  const { name = '', message = '' } = answer
  if (name === 'AbortError') return new SourceError('ABORTED', `A request for "${url}" was aborted.`)
  if (NO_CREDENTIALS.has(name)) {
    return new SourceError(
      'SOURCE_DENIED',
      `There are no AWS credentials to reach "${url}" with (${credentialsReason(message)}); set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    )
  }
  if (/^Region (is missing|not accepted)/.test(message)) {
    return new SourceError(
      'SOURCE_UNREACHABLE',
      `No region is known to look for "${url}" in; set region, or AWS_REGION.`,
    )
  }
  return undefined
}

function missing(answer: Answer, status: number | undefined, place: S3Place): SourceError | undefined {
  const fault = absence(answer, status, place)
  return fault === undefined ? undefined : new SourceError('SOURCE_NOT_FOUND', fault)
}

function absence(answer: Answer, status: number | undefined, place: S3Place): string | undefined {
  const { name = '' } = answer
  if (status === 301 || status === 307 || name === 'AuthorizationHeaderMalformed') {
    const region = answer.$response?.headers?.['x-amz-bucket-region'] ?? answer.Region
    return region === undefined
      ? `The bucket "${place.bucket}" is in another region; set region to its own.`
      : `The bucket "${place.bucket}" is in the region "${region}"; set region: ${region}.`
  }
  if (name === 'InvalidBucketName')
    return `"${place.bucket}" cannot be the name of a bucket; check its spelling.`
  if (name === 'NoSuchBucket' || (status === 404 && !place.key))
    return `The bucket "${place.bucket}" does not exist; check its spelling, and the endpoint if you use one.`
  return status === 404 ? `The object "${formatS3Url(place)}" does not exist.` : undefined
}

function refused(answer: Answer, status: number | undefined, url: string): SourceError | undefined {
  const { name = '' } = answer
  const known = REFUSALS.get(name)
  if (known) return new SourceError('SOURCE_DENIED', `S3 refused a request for "${url}": ${known}.`)
  if (status === 401 || status === 403) {
    return new SourceError(
      'SOURCE_DENIED',
      `S3 refused access to "${url}" (${saying(answer)}); check the policies of the AWS credentials in use: listing takes s3:ListBucket, reading s3:GetObject, writing s3:PutObject.`,
    )
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 429 && !LATER.has(name))
    return new SourceError('SOURCE_DENIED', `S3 refused a request for "${url}" (${saying(answer)}).`)
  return undefined
}

function unanswered(error: unknown, answer: Answer, status: number | undefined, url: string): SourceError {
  const { name = '', code = '' } = answer
  const later = LATER.has(name) || status === 429 || (status !== undefined && status >= 500 && status !== 501)
  return new SourceError(
    'SOURCE_UNREACHABLE',
    `S3 did not answer a request for "${url}" (${saying(answer)}).`,
    {
      retryable: later || PASSING.has(code),
      ...(status === undefined && { cause: error }),
    },
  )
}

function saying({ name, code, message }: Answer): string {
  return withoutStop([code ?? name, message].filter(Boolean).join(': '))
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

// The message of a credential process repeats its command, which may hold a secret.
function credentialsReason(message: string): string {
  return message.startsWith('Command failed')
    ? 'the credential_process of the profile failed'
    : withoutStop(message)
}
