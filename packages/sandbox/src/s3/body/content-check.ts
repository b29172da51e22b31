import { createHash } from 'node:crypto'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { Digest } from './crc.js'

/** Compares content with what a request says of it. */
interface ContentCheck {
  readonly digest: Pick<Digest, 'update'>
  /** Throws if the content is not what the request says. */
  end(): void
}

/** The checks by hashes that `request` carries in addition to its checksum. */
export function contentChecks(request: S3Request): ContentCheck[] {
  return [md5Check(request), sha256Check(request)].filter((check) => check !== undefined)
}

function md5Check({ headers }: S3Request): ContentCheck | undefined {
  const expected = headers.get('content-md5')
  if (expected === undefined) return undefined
  if (!/^[\w+/]{22}==$/.test(expected))
    throw new S3Error('InvalidDigest', { details: { 'Content-MD5': expected } })
  const digest = createHash('md5')
  return {
    digest: { update: (chunk) => void digest.update(chunk) },
    end() {
      const calculated = digest.digest('base64')
      if (calculated === expected) return
      throw new S3Error('BadDigest', { details: { ExpectedDigest: expected, CalculatedDigest: calculated } })
    },
  }
}

function sha256Check({ headers }: S3Request): ContentCheck | undefined {
  const expected = headers.get('x-amz-content-sha256')
  if (expected === undefined || !/^[\da-f]{64}$/.test(expected)) return undefined
  const digest = createHash('sha256')
  return {
    digest: { update: (chunk) => void digest.update(chunk) },
    end() {
      const calculated = digest.digest('hex')
      if (calculated === expected) return
      throw new S3Error('XAmzContentSHA256Mismatch', {
        details: { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: calculated },
      })
    },
  }
}
