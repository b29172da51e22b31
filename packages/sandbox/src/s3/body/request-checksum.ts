import type { Trailers } from '../protocol/chunked-body.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { Checksum, ChecksumAlgorithm } from './checksum.js'
import { checksumAlgorithm, checksumHeader } from './checksum.js'
import type { Digest } from './crc.js'

/** The algorithm of the checksum that `request` carries as a header or announces as a trailer, if any. */
export function namedAlgorithm({ headers }: S3Request): ChecksumAlgorithm | undefined {
  const names = [...headers.keys()].filter((name) => name.startsWith('x-amz-checksum-'))
  const trailer = headers.get('x-amz-trailer')?.trim().toLowerCase()
  if (trailer) names.push(trailer)
  const algorithms = names.filter((name) => !NOT_DIGESTS.has(name)).map((name) => algorithmOf(name))
  if (algorithms.length > 1) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    })
  }
  const announced = headers.get('x-amz-sdk-checksum-algorithm')
  if (announced !== undefined && algorithms.length === 0) {
    throw new S3Error('InvalidRequest', {
      message:
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* ' +
        'or x-amz-trailer headers were found.',
    })
  }
  return algorithms[0]
}

const NOT_DIGESTS = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type'])

function algorithmOf(header: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(header.replace('x-amz-checksum-', ''))
  if (algorithm) return algorithm
  throw new S3Error('NotImplemented', { details: { Header: header } })
}

/** The checksum that `digest` has come to; throws BadDigest if the request, or its trailers, say another. */
export function verifiedChecksum(
  algorithm: ChecksumAlgorithm,
  digest: Digest,
  { headers }: S3Request,
  trailers: Trailers,
): Checksum {
  const name = checksumHeader(algorithm)
  const expected = headers.get(name) ?? trailers.get(name)
  if (expected === undefined) throw new S3Error('MalformedTrailerError')
  const value = digest.digest().toString('base64')
  if (value === expected) return { algorithm, value, type: 'FULL_OBJECT' }
  if (Buffer.from(expected, 'base64').length !== Buffer.from(value, 'base64').length) {
    throw new S3Error('InvalidRequest', { message: `Value for ${name} header is invalid.` })
  }
  throw new S3Error('BadDigest', {
    message: `The ${algorithm} you specified did not match the calculated checksum.`,
  })
}
