import { createHash } from 'node:crypto'
import { S3Error } from './s3-error.js'

/** What an aws-chunked body says after its content, names in lower case. */
export type Trailers = Map<string, string>

/** Checks the signatures of a chunked body, each of which covers the one before. */
export interface ChunkSigner {
  /** Throws if `signature` is not that of the next chunk, whose content has the SHA-256 `hash`. */
  verifyChunk(signature: string | undefined, hash: string): void
  /** Throws if `trailers` do not carry their own signature. */
  verifyTrailers(trailers: Trailers): void
}

/** No line between chunks is longer: a size with its signature, or a trailer. */
const LONGEST_LINE = 4096

/**
 * Decodes an aws-chunked body: chunks, each after a line with its size, then trailers, which are put into
 * `trailers`. See "Signature calculations for the Authorization Header: transferring payload in multiple chunks"
 * in the S3 API reference. Where there is a `signer`, every chunk must carry its signature.
 */
export async function* decodeChunks(
  body: AsyncIterable<Uint8Array>,
  trailers: Trailers,
  signer?: ChunkSigner,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteReader(body)
  for (;;) {
    const { size, signature } = chunkHead(await bytes.line())
    const hash = signer && createHash('sha256')
    for await (const part of bytes.take(size)) {
      hash?.update(part)
      yield part
    }
    if (signer && hash) signer.verifyChunk(signature, hash.digest('hex'))
    if (size === 0) break
    if ((await bytes.line()) !== '') throw new S3Error('IncompleteBody')
  }
  for (let line = await bytes.line(); line !== ''; line = await bytes.line()) {
    const at = line.indexOf(':')
    if (at < 1) throw new S3Error('MalformedTrailerError')
    trailers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim())
  }
  signer?.verifyTrailers(trailers)
  if (!(await bytes.atEnd())) throw new S3Error('IncompleteBody')
}

function chunkHead(line: string): { size: number; signature: string | undefined } {
  const match = /^([\da-f]{1,12})(?:;chunk-signature=([\da-f]{64}))?$/i.exec(line)
  if (!match) throw new S3Error('IncompleteBody', { message: `"${line}" is not the size of a chunk` })
  return { size: Number.parseInt(match[1] as string, 16), signature: match[2] }
}

/** Reads lines and counted bytes from a stream. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array()

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The bytes up to the next line feed, without the line's end; what is left, at the end of the stream. */
  async line(): Promise<string> {
    let line = ''
    for (;;) {
      const at = this.#rest.indexOf(10)
      line += Buffer.from(this.#rest.subarray(0, at < 0 ? undefined : at)).toString('latin1')
      if (line.length > LONGEST_LINE) throw new S3Error('IncompleteBody')
      if (at >= 0) {
        this.#rest = this.#rest.subarray(at + 1)
        return line.replace(/\r$/, '')
      }
      if (!(await this.#fill())) return line
    }
  }

  /** The next `count` bytes, as they arrive. */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (this.#rest.length === 0 && !(await this.#fill())) throw new S3Error('IncompleteBody')
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      if (part.length > 0) yield part
    }
  }

  async atEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#fill())
  }

  async #fill(): Promise<boolean> {
    const next = await this.#source.next()
    this.#rest = next.done ? new Uint8Array() : next.value
    return !next.done
  }
}
