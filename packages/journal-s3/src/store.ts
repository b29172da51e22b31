import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { collect, SourceError } from '@arbalest/core'
import { createS3Client, formatS3Url, translateS3Error, type S3Options } from '@arbalest/s3'

const DELETED_AT_ONCE = 1_000

/** An object as it is stored. */
export interface StoredObject {
  /** Its content, in the pieces that it came in. */
  readonly pieces: Uint8Array[]
  /** When it was written, by the clock of S3. */
  readonly modified: Date
}

/**
 * The objects of a bucket, in the few requests that a journal makes. Each throws
 * `SourceError` where S3 refuses or does not answer, and the reason of the signal
 * once that is aborted.
 */
export class Store {
  readonly #bucket: string
  readonly #options: S3Options
  readonly #signal: AbortSignal
  #client: S3Client | undefined

  constructor(bucket: string, options: S3Options, signal: AbortSignal) {
    this.#bucket = bucket
    this.#options = options
    this.#signal = signal
  }

  /** `s3://bucket/key`. */
  url(key: string): string {
    return formatS3Url({ bucket: this.#bucket, key })
  }

  /** The object under `key`, or undefined where there is none. */
  get(key: string): Promise<StoredObject | undefined> {
    return this.#ask(key, async (client, options) => {
      const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key })
      const { Body, LastModified } = await client.send(command, options).catch(undefinedIfMissing)
      return Body && { pieces: await collect(Body as AsyncIterable<Uint8Array>), modified: LastModified! }
    })
  }

  /** When the object under `key` was written, by the clock of S3; it must be there. */
  modified(key: string): Promise<Date> {
    return this.#ask(key, async (client, options) => {
      const { LastModified } = await client.send(
        new HeadObjectCommand({ Bucket: this.#bucket, Key: key }),
        options,
      )
      return LastModified!
    })
  }

  /** Writes an object, over what was there. */
  put(key: string, body: string | Buffer, contentType: string): Promise<void> {
    return this.#ask(key, async (client, options) => {
      const object = { Bucket: this.#bucket, Key: key, Body: body, ContentType: contentType }
      await client.send(new PutObjectCommand(object), options)
    })
  }

  /** The keys that begin with `prefix`, a request for each 1,000 of them. */
  async *keys(prefix: string): AsyncGenerator<string> {
    const input = { Bucket: this.#bucket, Prefix: prefix }
    try {
      const pages = paginateListObjectsV2({ client: this.#connected() }, input, { abortSignal: this.#signal })
      for await (const { Contents = [] } of pages) {
        for (const { Key } of Contents) yield Key!
      }
    } catch (error) {
      throw this.#translate(error, prefix)
    }
  }

  /** Deletes objects, whether or not they are there. */
  async delete(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += DELETED_AT_ONCE) {
      const Objects = keys.slice(from, from + DELETED_AT_ONCE).map((Key) => ({ Key }))
      await this.#ask(keys[from]!, async (client, options) => {
        const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } })
        const { Errors: [refused] = [] } = await client.send(command, options)
        if (refused) {
          throw new SourceError(
            'SOURCE_DENIED',
            `S3 refused to delete "${this.url(refused.Key!)}" (${refused.Code}: ${refused.Message}); that takes s3:DeleteObject.`,
          )
        }
      })
    }
  }

  /** Closes the connections that are kept open between requests. */
  close(): void {
    this.#client?.destroy()
  }

  async #ask<T>(
    key: string,
    work: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    this.#signal.throwIfAborted()
    try {
      return await work(this.#connected(), { abortSignal: this.#signal })
    } catch (error) {
      throw this.#translate(error, key)
    }
  }

  #translate(error: unknown, key: string): unknown {
    return this.#signal.aborted ? this.#signal.reason : translateS3Error(error, { bucket: this.#bucket, key })
  }

  #connected(): S3Client {
    return (this.#client ??= createS3Client(this.#options))
  }
}

function undefinedIfMissing(error: unknown): { Body?: undefined; LastModified?: undefined } {
  if (error instanceof NoSuchKey) return {}
  throw error
}
