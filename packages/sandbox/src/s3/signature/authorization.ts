import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { SigningScope } from './signing-key.js'

/** What a request says about its signature. */
export interface Authorization extends SigningScope {
  readonly accessKeyId: string
  /** As in `20260131T235959Z`. */
  readonly time: string
  /** Seconds; only a presigned URL expires. */
  readonly expires: number | undefined
  /** Names in lower case, in the order in which they are signed. */
  readonly signedHeaders: readonly string[]
  /** In hexadecimal digits. */
  readonly signature: string
  /** The SHA-256 of the body in hexadecimal digits, or what stands for it. */
  readonly payloadHash: string
}

/** What `request` says about its signature; undefined if it has none. */
export function authorizationOf(request: S3Request): Authorization | undefined {
  const header = request.headers.get('authorization')
  const query = new URLSearchParams(request.target.search)
  const isPresigned = query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')
  // Version 2, which S3 does not take for buckets made since 2020.
  if (query.has('Signature') && query.has('AWSAccessKeyId')) throw unsupportedMechanism()
  if (header !== undefined && isPresigned) {
    throw new S3Error('InvalidArgument', { message: 'Only one auth mechanism allowed' })
  }
  if (isPresigned) return presigned(query)
  return header === undefined ? undefined : headerSigned(header, request)
}

function headerSigned(header: string, { headers }: S3Request): Authorization {
  const [, fields] = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(header) ?? []
  if (fields === undefined) throw unsupportedMechanism()
  const given = new Map(fields.split(',').map((field) => pair(field.trim())))
  const credential = credentialOf(given.get('Credential'))
  const payloadHash = headers.get('x-amz-content-sha256')
  const signature = given.get('Signature')
  const signedHeaders = given.get('SignedHeaders')?.split(';')
  const time = headers.get('x-amz-date') ?? timeOfDate(headers.get('date'))
  if (!credential || !signature || !signedHeaders) throw new S3Error('AuthorizationHeaderMalformed')
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: x-amz-content-sha256',
    })
  }
  if (time === undefined) {
    throw new S3Error('AccessDenied', {
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    })
  }
  return { ...credential, time, expires: undefined, signedHeaders, signature, payloadHash }
}

function unsupportedMechanism(): S3Error {
  return new S3Error('InvalidRequest', {
    message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  })
}

/** The time of a Date header, as signatures write it. */
function timeOfDate(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{8}T\d{6}Z$/.test(text)) return text
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** Seconds; the longest a presigned URL may be valid. */
const LONGEST_EXPIRY = 7 * 24 * 60 * 60

function presigned(query: URLSearchParams): Authorization {
  const credential = credentialOf(query.get('X-Amz-Credential') ?? undefined)
  const time = query.get('X-Amz-Date')
  const expires = Number(query.get('X-Amz-Expires') ?? Number.NaN)
  const signedHeaders = query.get('X-Amz-SignedHeaders')?.split(';')
  const signature = query.get('X-Amz-Signature')
  const payloadHash = query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD'
  const isSupported = query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256'
  const isInTime = expires >= 0 && expires <= LONGEST_EXPIRY
  if (!isSupported || !credential || !time || !isInTime || !signedHeaders || !signature) {
    throw new S3Error('AuthorizationQueryParametersError')
  }
  return { ...credential, time, expires, signedHeaders, signature, payloadHash }
}

function credentialOf(text: string | undefined): (SigningScope & { accessKeyId: string }) | undefined {
  const match = /^(.+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/.exec(text ?? '')
  if (!match) return undefined
  return { accessKeyId: match[1] as string, day: match[2] as string, region: match[3] as string }
}

function pair(field: string): [string, string] {
  const at = field.indexOf('=')
  return [field.slice(0, at), field.slice(at + 1)]
}
