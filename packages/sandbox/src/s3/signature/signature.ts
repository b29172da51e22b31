import type { ChunkSigner } from '../protocol/chunked-body.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { Authorization } from './authorization.js'
import { authorizationOf } from './authorization.js'
import { canonicalRequest, sha256 } from './canonical-request.js'
import { ChunkSignatures } from './chunk-signature.js'
import { scopeText, SigningKey } from './signing-key.js'

/** The one pair of keys that may sign requests. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Milliseconds by which the clock of who signs a header may differ from ours. */
const ALLOWED_SKEW = 15 * 60 * 1000

/**
 * Throws if `request` is not signed with `accessKey` in Signature Version 4, by header or as a presigned URL.
 * Returns what verifies the chunks of its body, if it says that those are signed.
 */
export function verifySignature(request: S3Request, accessKey: AccessKey): ChunkSigner | undefined {
  const authorization = authorizationOf(request)
  if (!authorization) throw new S3Error('AccessDenied')
  if (authorization.accessKeyId !== accessKey.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: authorization.accessKeyId } })
  }
  checkTime(authorization)
  checkCoverage(request, authorization)
  const { payloadHash, signedHeaders, signature, time } = authorization
  const scope = scopeText(authorization)
  const key = new SigningKey(accessKey.secretAccessKey, authorization)
  const canonical = canonicalRequest(request, signedHeaders, payloadHash)
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  if (!key.verifies(text, signature)) {
    throw new S3Error('SignatureDoesNotMatch', {
      details: { AWSAccessKeyId: accessKey.accessKeyId, StringToSign: text, CanonicalRequest: canonical },
    })
  }
  if (!time.startsWith(authorization.day)) throw new S3Error('SignatureDoesNotMatch')
  const signsChunks = payloadHash.startsWith('STREAMING-AWS4-HMAC-SHA256-PAYLOAD')
  return signsChunks ? new ChunkSignatures(key, time, scope, signature) : undefined
}

function checkTime({ time, expires }: Authorization): void {
  const signed = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const age = Date.now() - signed
  if (Number.isNaN(signed))
    throw new S3Error('AccessDenied', { message: `"${time}" is not a time to sign with` })
  if (expires === undefined && Math.abs(age) > ALLOWED_SKEW) {
    throw new S3Error('RequestTimeTooSkewed', { details: { RequestTime: time } })
  }
  if (expires === undefined) return
  if (age < -ALLOWED_SKEW) throw new S3Error('AccessDenied', { message: 'Request is not valid yet' })
  if (age > expires * 1000) throw new S3Error('AccessDenied', { message: 'Request has expired' })
}

/** Throws if a header that matters could have been changed or added without breaking the signature. */
function checkCoverage({ headers, target }: S3Request, { signedHeaders }: Authorization): void {
  const query = new Set([...new URLSearchParams(target.search).keys()].map((name) => name.toLowerCase()))
  const unsigned = [...headers.keys()].filter(
    (name) =>
      (name === 'host' || name.startsWith('x-amz-')) && !signedHeaders.includes(name) && !query.has(name),
  )
  if (unsigned.length === 0) return
  throw new S3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    details: { HeadersNotSigned: unsigned.join(', ') },
  })
}
