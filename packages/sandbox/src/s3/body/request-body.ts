import type { Trailers } from '../protocol/chunked-body.js'
import { decodeChunks } from '../protocol/chunked-body.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { Checksum, ChecksumAlgorithm } from './checksum.js'
import { digestOf } from './checksum.js'
import { contentChecks } from './content-check.js'
import { namedAlgorithm, verifiedChecksum } from './request-checksum.js'

/** The most bytes of one upload: 5 GiB. See "Amazon S3 multipart upload limits" in the S3 user guide. */
const LARGEST_UPLOAD = 5 * 1024 ** 3

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
    const checks = contentChecks(this.#request)
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
      this.#checksum = verifiedChecksum(this.#algorithm, checksum, this.#request, trailers)
  }

  /** All of the content as text; for bodies in XML, which are short. */
  async text(): Promise<string> {
    if (this.#size > LONGEST_TEXT) throw new S3Error('MaxMessageLengthExceeded')
    const chunks: Uint8Array[] = []
    for await (const chunk of this) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
}

/** Bytes: a thousand keys of 1,024 bytes, each of them written as a reference to a character. */
const LONGEST_TEXT = 8 * 1024 ** 2

function content(request: S3Request, trailers: Trailers): AsyncIterable<Uint8Array> {
  return isChunked(request) ? decodeChunks(request.body, trailers, request.chunkSigner) : request.body
}

function isChunked({ headers }: S3Request): boolean {
  const kind = headers.get('x-amz-content-sha256') ?? ''
  if (kind.includes('ECDSA')) {
    throw new S3Error('NotImplemented', { details: { Header: 'x-amz-content-sha256', Value: kind } })
  }
  if (kind.startsWith('STREAMING-')) return true
  // A body may say that it is chunked and not be: then it has no other length than its own.
  const encoding = headers.get('content-encoding') ?? ''
  return encoding.includes('aws-chunked') && headers.has('x-amz-decoded-content-length')
}

function contentLength(request: S3Request): number {
  const { headers } = request
  const text = headers.get(isChunked(request) ? 'x-amz-decoded-content-length' : 'content-length')
  if (text === undefined && (request.method === 'POST' || request.method === 'PUT')) {
    if (headers.has('transfer-encoding') || isChunked(request)) throw new S3Error('MissingContentLength')
  }
  const size = Number(text ?? 0)
  if (!Number.isSafeInteger(size) || size < 0) throw new S3Error('InvalidArgument')
  if (size <= LARGEST_UPLOAD) return size
  throw new S3Error('EntityTooLarge', {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(LARGEST_UPLOAD) },
  })
}
