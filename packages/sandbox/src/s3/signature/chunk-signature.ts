import type { ChunkSigner, Trailers } from '../protocol/chunked-body.js'
import { S3Error } from '../protocol/s3-error.js'
import { sha256 } from './canonical-request.js'
import type { SigningKey } from './signing-key.js'

const TRAILER_SIGNATURE = 'x-amz-trailer-signature'

/** Verifies a body whose chunks are signed, each signature over the one before, the first over the request's. */
export class ChunkSignatures implements ChunkSigner {
  readonly #key: SigningKey
  readonly #time: string
  readonly #scope: string
  #previous: string

  /** `time` and `scope` are those of the request, `seed` is its signature. */
  constructor(key: SigningKey, time: string, scope: string, seed: string) {
    this.#key = key
    this.#time = time
    this.#scope = scope
    this.#previous = seed
  }

  verifyChunk(signature: string | undefined, hash: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', `${sha256('')}\n${hash}`, signature)
  }

  verifyTrailers(trailers: Trailers): void {
    const signed = [...trailers].filter(([name]) => name !== TRAILER_SIGNATURE)
    if (signed.length === 0) return
    const text = signed.map(([name, value]) => `${name}:${value}\n`).join('')
    this.#verify('AWS4-HMAC-SHA256-TRAILER', sha256(text), trailers.get(TRAILER_SIGNATURE))
  }

  #verify(kind: string, content: string, signature: string | undefined): void {
    const text = [kind, this.#time, this.#scope, this.#previous, content].join('\n')
    if (signature === undefined || !this.#key.verifies(text, signature))
      throw new S3Error('SignatureDoesNotMatch')
    this.#previous = signature
  }
}
