import { createHash } from 'node:crypto'
import { SinkError } from '@arbalest/core'
import { ObjectStore, type S3Error, type S3Options } from '@arbalest/s3'

/** Where the files are kept that COPY reads besides the objects. */
export interface MetadataPlace {
  readonly bucket: string
  /** How the keys begin: empty, or with a slash at its end. */
  readonly key: string
}

/** The files that COPY reads besides the objects, each named by its content. */
export class Metadata {
  readonly #prefix: string
  readonly #store: ObjectStore
  readonly #kept = new Set<string>()

  constructor({ bucket, key }: MetadataPlace, s3: S3Options, signal: AbortSignal) {
    this.#prefix = key
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toSinkError })
  }

  /** Writes a file that stays, unless it has been written before; returns its URL. */
  async keep(folder: string, content: string): Promise<string> {
    const key = this.#keyOf(folder, content)
    if (!this.#kept.has(key)) await this.#store.put(key, content, 'application/json')
    this.#kept.add(key)
    return this.#store.url(key)
  }

  /** Has `work` use a file by its URL, which is there only for so long. `owner` tells apart files of one content. */
  async lend<T>(
    folder: string,
    owner: string,
    content: string,
    work: (url: string) => Promise<T>,
  ): Promise<T> {
    const key = this.#keyOf(folder, content, owner)
    await this.#store.put(key, content, 'application/json')
    try {
      return await work(this.#store.url(key))
    } finally {
      // What is left over does no harm, least of all what the load itself would by failing for it.
      await this.#store.delete([key], new AbortController().signal).catch(() => {})
    }
  }

  /** Closes the connections to S3. */
  close(): void {
    this.#store.close()
  }

  #keyOf(folder: string, content: string, owner = ''): string {
    const hash = createHash('sha256').update(owner).update('\0').update(content).digest('hex')
    return `${this.#prefix}${folder}/${hash}.json`
  }
}

function toSinkError({ trouble, message, retryable }: S3Error): SinkError {
  const sentence = `The sink could not write to its metadata, for which it needs s3:PutObject: ${message}`
  return trouble === 'denied'
    ? new SinkError('SINK_DENIED', sentence, { retryable })
    : new SinkError('SINK_UNREACHABLE', sentence, { retryable })
}
