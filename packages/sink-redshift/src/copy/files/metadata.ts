import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { SinkError } from '@arbalest/core'
import { ObjectStore, type S3Error, type S3Options } from '@arbalest/s3'
import type { S3Folder } from '../../options/s3-folder.js'

/** The files in S3 that the sink keeps: those that COPY reads in addition to the objects, each named by its content, and notes. */
export class Metadata {
  readonly #prefix: string
  readonly #store: ObjectStore
  readonly #kept = new Set<string>()

  constructor({ bucket, key }: S3Folder, s3: S3Options, signal: AbortSignal) {
    this.#prefix = key
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toSinkError })
  }

  /** Writes a file that stays, if it has not been written before. Returns its URL. */
  async keep(folder: string, content: string): Promise<string> {
    const key = this.#keyOf(folder, content)
    if (!this.#kept.has(key)) await this.#store.put(key, content, 'application/json')
    this.#kept.add(key)
    return this.#store.url(key)
  }

  /** Writes a file, lends its URL to `work`, and removes the file. Each `owner` has a file of its own, even with the same content. */
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
      // A file that is left over does no harm: the load must not fail for it.
      await this.#store.delete([key], new AbortController().signal).catch(() => {})
    }
  }

  /** Returns the text of a file, by its name within the metadata; undefined if there is none. */
  async read(name: string): Promise<string | undefined> {
    const found = await this.#store.get(this.#prefix + name)
    return found && (await text(found.body))
  }

  /** Writes a file by its name, over what was there. */
  async write(name: string, content: string): Promise<void> {
    await this.#store.put(this.#prefix + name, content, 'application/json')
  }

  /** Removes a file by its name, if there is one. */
  async remove(name: string): Promise<void> {
    await this.#store.delete([this.#prefix + name])
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
  const sentence = `The sink could not write to its metadata, which needs s3:PutObject: ${message}`
  return trouble === 'denied'
    ? new SinkError('SINK_DENIED', sentence, { retryable })
    : new SinkError('SINK_UNREACHABLE', sentence, { retryable })
}
