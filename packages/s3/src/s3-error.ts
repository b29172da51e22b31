import { formatS3Url, type S3Place } from './s3-url.js'

/**
 * What kind of trouble a request had: `denied`, S3 refused it; `missing`, the bucket
 * does not exist or is in another region; `changed`, the object was overwritten since
 * it was listed; `unreachable`, S3 did not respond, or not as S3 does.
 */
export type S3Trouble = 'denied' | 'missing' | 'changed' | 'unreachable'

/** A request that S3 did not fulfil. Its message says what is wrong and what to do. */
export class S3Error extends Error {
  override readonly name = 'S3Error'
  readonly trouble: S3Trouble
  /** Whether the same request may succeed later with nothing else changed. */
  readonly retryable: boolean
  /** Whether no policy allows who asks to do this; false if it is not known who asks. */
  readonly lacksRight: boolean

  constructor(trouble: S3Trouble, message: string, options: S3ErrorOptions = {}) {
    super(message, options)
    this.trouble = trouble
    this.retryable = options.retryable ?? false
    this.lacksRight = options.lacksRight ?? false
  }
}

interface S3ErrorOptions extends ErrorOptions {
  /** Default: false. */
  readonly retryable?: boolean
  /** Default: false. */
  readonly lacksRight?: boolean
}

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
 * `error`, thrown by a request about `place`, as an `S3Error`. S3's answers are not
 * passed on as its `cause`: they may quote the request, and with it a session token.
 */
export function translateS3Error(error: unknown, place: S3Place): S3Error {
  if (error instanceof S3Error) return error
  const answer = (error ?? {}) as Answer
  const status = answer.$metadata?.httpStatusCode ?? answer.$response?.statusCode
  const url = formatS3Url(place)
  return (
    unsent(answer, url) ??
    missing(answer, status, place) ??
    garbled(status, url) ??
    refused(answer, status, url) ??
    unanswered(error, answer, status, url)
  )
}

/** Returns whether S3 has refused a request only because there are too many. */
export function isThrottled(error: unknown): boolean {
  const { name = '', $metadata } = (error ?? {}) as Answer
  return name === 'SlowDown' || [429, 503].includes($metadata?.httpStatusCode ?? 0)
}

function unsent({ name = '', message = '' }: Answer, url: string): S3Error | undefined {
  if (NO_CREDENTIALS.has(name)) {
    return new S3Error(
      'denied',
      `There are no AWS credentials to reach "${url}" with (${credentialsReason(message)}); set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    )
  }
  if (/^Region (is missing|not accepted)/.test(message)) {
    return new S3Error(
      'unreachable',
      `No region is known to look for "${url}" in; set region, or AWS_REGION.`,
    )
  }
  return undefined
}

function missing(answer: Answer, status: number | undefined, place: S3Place): S3Error | undefined {
  const fault = absence(answer, status, place)
  return fault === undefined ? undefined : new S3Error('missing', fault)
}

/** The region of the bucket that S3 refused a request about, if it says so. */
export function regionIn(error: unknown): string | undefined {
  const { $response } = (error ?? {}) as Answer
  return $response?.headers?.['x-amz-bucket-region']
}

function absence(answer: Answer, status: number | undefined, place: S3Place): string | undefined {
  const { name = '' } = answer
  if (status === 301 || status === 307 || name === 'AuthorizationHeaderMalformed') {
    const region = regionIn(answer) ?? answer.Region
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

/** The SDK fails with a status of success if what it was to read is no XML. */
function garbled(status: number | undefined, url: string): S3Error | undefined {
  if (status === undefined || status < 200 || status > 299) return undefined
  return new S3Error(
    'unreachable',
    `What S3 returned to a request for "${url}" cannot be read: it is cut off, or is not XML.`,
    { retryable: true },
  )
}

function refused(answer: Answer, status: number | undefined, url: string): S3Error | undefined {
  const { name = '' } = answer
  const known = REFUSALS.get(name)
  if (known) return new S3Error('denied', `S3 refused a request for "${url}": ${known}.`)
  if (name === 'PreconditionFailed') {
    return new S3Error('changed', `"${url}" was overwritten after it was listed; list it again.`, {
      retryable: true,
    })
  }
  if (status === 401 || status === 403) {
    return new S3Error(
      'denied',
      `S3 refused access to "${url}" (${quote(answer)}); check the policies of the AWS credentials in use: listing needs s3:ListBucket, reading s3:GetObject, writing s3:PutObject.`,
      { lacksRight: true },
    )
  }
  if (status !== undefined && status >= 400 && status < 500 && status !== 429 && !LATER.has(name))
    return new S3Error('denied', `S3 refused a request for "${url}" (${quote(answer)}).`)
  return undefined
}

function unanswered(error: unknown, answer: Answer, status: number | undefined, url: string): S3Error {
  const { name = '', code = '' } = answer
  const later = LATER.has(name) || status === 429 || (status !== undefined && status >= 500 && status !== 501)
  return new S3Error('unreachable', `S3 did not answer a request for "${url}" (${quote(answer)}).`, {
    retryable: later || PASSING.has(code),
    ...(status === undefined && { cause: error }),
  })
}

function quote({ name, code, message }: Answer): string {
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
