import { createHash } from 'node:crypto'
import type { Checksum } from './checksum.js'
import { checksumAlgorithm, checksumHeader, digestOf } from './checksum.js'
import type { ChecksumAlgorithm } from './checksum.js'
import type { Trailers } from './chunked-body.js'
import { decodeChunks } from './chunked-body.js'
import type { Digest } from './crc.js'
import { S3Error } from './s3-error.js'
import type { S3Request } from './s3-request.js'

/** The most bytes of one upload: 5 GiB. See "Amazon S3 multipart upload limits" in the S3 user guide. */
const largestUpload = 5 * 1024 ** 3

/**
 * The content that a request carries: decoded, and checked, before it ends, against its stated length and
 * every digest that the request names.
 */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #request: S3Request
  readonly #size: number
  readonly #algorithm: ChecksumAlgorithm | undefined
  #checksum: Checksum | undefined

  constructor(request: S3Request) {
    this.#request = request
    this.#size = contentLength(request)
    this.#algorithm = namedAlgorithm(request)
  }

  /** The checksum that the content was sent with and that held; known once the content has been read. */
  get checksum(): Checksum | undefined {
    return this.#checksum
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const trailers: Trailers = new Map()
    const checks = [md5Check(this.#request), sha256Check(this.#request)].filter(
      (check) => check !== undefined,
    )
    const checksum = this.#algorithm && digestOf(this.#algorithm)
    let size = 0
    for await (const chunk of content(this.#request, trailers)) {
      size += chunk.length
      if (size > this.#size) break
      for (const check of checks) check.digest.update(chunk)
      checksum?.update(chunk)
      yield chunk
    }
    if (size !== this.#size) throw new S3Error('IncompleteBody')
    for (const check of checks) check.end()
    if (checksum && this.#algorithm)
      this.#checksum = verified(this.#algorithm, checksum, this.#request, trailers)
  }

  /** All of the content as text; for bodies in XML, which are short. */
  async text(): Promise<string> {
    if (this.#size > longestText) throw new S3Error('MaxMessageLengthExceeded')
    const chunks: Uint8Array[] = []
    for await (const chunk of this) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
}

/** Bytes: a thousand keys of 1,024 bytes, each of them written as a reference to a character. */
const longestText = 8 * 1024 ** 2

function content(request: S3Request, trailers: Trailers): AsyncIterable<Uint8Array> {
  return isChunked(request) ? decodeChunks(request.body, trailers, request.chunkSigner) : request.body
}

function isChunked({ headers }: S3Request): boolean {
  const kind = headers.get('x-amz-content-sha256') ?? ''
  if (kind.includes('ECDSA')) {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-content-sha256', Value: kind } })
  }
  return kind.startsWith('STREAMING-')
}

function contentLength(request: S3Request): number {
  const { headers } = request
  const text = headers.get(isChunked(request) ? 'x-amz-decoded-content-length' : 'content-length')
  if (text === undefined && (request.method === 'POST' || request.method === 'PUT')) {
    if (headers.has('transfer-encoding') || isChunked(request)) throw new S3Error('MissingContentLength')
  }
  const size = Number(text ?? 0)
  if (!Number.isSafeInteger(size) || size < 0) throw new S3Error('InvalidArgument')
  if (size <= largestUpload) return size
  throw new S3Error('EntityTooLarge', {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(largestUpload) },
  })
}

function namedAlgorithm({ headers }: S3Request): ChecksumAlgorithm | undefined {
  const names = [...headers.keys()].filter((name) => name.startsWith('x-amz-checksum-'))
  const trailer = headers.get('x-amz-trailer')?.trim().toLowerCase()
  if (trailer) names.push(trailer)
  const algorithms = names.filter((name) => !notDigests.has(name)).map((name) => algorithmOf(name))
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

const notDigests = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type'])

function algorithmOf(header: string): ChecksumAlgorithm {
  const algorithm = checksumAlgorithm(header.replace('x-amz-checksum-', ''))
  if (algorithm) return algorithm
  throw new S3Error('NotImplemented', { details: { Header: header } })
}

function verified(
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

interface Check {
  readonly digest: Pick<Digest, 'update'>
  /** Throws where the content is not what the request says. */
  end(): void
}

function md5Check({ headers }: S3Request): Check | undefined {
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

function sha256Check({ headers }: S3Request): Check | undefined {
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
