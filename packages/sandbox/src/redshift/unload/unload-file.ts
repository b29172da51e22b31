import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { RowEncoder } from './row-encoder.js'
import type { UnloadRow } from './row-format.js'
import type { UnloadObjects } from '../objects/unload-objects.js'

/** Where a file goes. */
interface FileTarget {
  readonly bucket: string
  readonly key: string
  readonly gzip: boolean
}

/** A file that is being written. */
export class UnloadFile {
  readonly url: string
  rows = 0
  /** Bytes so far, before any compression. */
  size = 0
  readonly #encoder: RowEncoder
  readonly #input: PassThrough
  readonly #stored: Promise<number>

  constructor({ bucket, key, gzip }: FileTarget, encoder: RowEncoder, objects: UnloadObjects) {
    this.url = `s3://${bucket}/${key}`
    this.#encoder = encoder
    this.#input = new PassThrough()
    this.#stored = objects.write(bucket, key, gzip ? this.#input.pipe(createGzip()) : this.#input)
    // `close` reports the failure; until then it only ends the stream.
    this.#stored.catch(() => this.#input.destroy())
  }

  async add(values: UnloadRow): Promise<void> {
    this.rows++
    const bytes = this.#encoder.row(values)
    if (bytes) await this.#send(bytes)
  }

  /** The size that is stored, in bytes. */
  async close(): Promise<number> {
    await this.#send(this.#encoder.end())
    this.#input.end()
    return this.#stored
  }

  /** Leaves the file unfinished. */
  discard(): void {
    this.#input.destroy(new Error('The UNLOAD failed'))
  }

  async #send(bytes: Buffer): Promise<void> {
    this.size += bytes.length
    if (this.#input.destroyed) await this.#stored
    if (!this.#input.write(bytes)) await Promise.race([once(this.#input, 'drain'), this.#stored])
  }
}
