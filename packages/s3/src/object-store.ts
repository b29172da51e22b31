import { setMaxListeners } from 'node:events'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from './aws-sdk.js'
import type { ListedPage } from './listing/listed-page.js'
import { listBucket } from './listing/list-bucket.js'
import type { Listing } from './listing/list-pages.js'
import { createS3Client } from './s3-client.js'
import { throwIfRefused } from './refused-deletion.js'
import { regionIn, translateS3Error, type S3Error } from './s3-error.js'
import type { S3Options } from './s3-options.js'
import { formatS3Url } from './s3-url.js'
import {
  streamed,
  type ObjectHead,
  type SentBody,
  type StoredObject,
  type StreamedBody,
} from './stored-object.js'

const DELETED_AT_ONCE = 1_000

/** How an {@link ObjectStore} ends what it cannot do. */
export interface ObjectStoreOptions {
  /** Ends what is under way, with its reason, once it is aborted. */
  readonly signal: AbortSignal
  /** What is thrown in place of an `S3Error`: an error of the package that uses the store. */
  readonly translate: (error: S3Error) => Error
}

/**
 * The objects of one bucket.
 *
 * Does no I/O until it is asked. Every method throws what `translate` makes of an
 * `S3Error` if S3 refuses or does not respond, and the reason of `signal` once that is
 * aborted.
 *
 * @example
 * const store = new ObjectStore('acme-events', { region: 'eu-west-1' }, {
 *   signal,
 *   translate: ({ message, retryable }) => new SinkError('SINK_DENIED', message, { retryable }),
 * })
 * await store.put('a.json', '{}', 'application/json')
 */
export class ObjectStore {
  readonly bucket: string
  /** How the URL of each object begins. */
  readonly #urls: string
  readonly #s3: S3Options
  readonly #options: ObjectStoreOptions
  #client: S3Client | undefined

  constructor(bucket: string, s3: S3Options, options: ObjectStoreOptions) {
    this.bucket = bucket
    this.#urls = formatS3Url({ bucket })
    this.#s3 = s3
    this.#options = options
    // Each request under way listens, and Node warns of a leak at eleven.
    setMaxListeners(0, options.signal)
  }

  /** `s3://bucket/key`. */
  url(key: string): string {
    return this.#urls + key
  }

  /**
   * Returns the object under `key`; undefined if there is none. If `etag` is given, without
   * quotes, one that has another is an `S3Error` of the kind `changed`. `range` is the value
   * of a Range header, such as `bytes=0-99`. Default: all bytes.
   */
  async get(key: string, etag?: string, range?: string): Promise<StoredObject | undefined> {
    const command = new GetObjectCommand({
      Bucket: this.bucket,
      Key: key,
      ...(etag !== undefined && { IfMatch: `"${etag}"` }),
      ...(range !== undefined && { Range: range }),
    })
    const found = await this.#ask(key, (client, options) =>
      client.send(command, options).catch(undefinedIfMissing),
    )
    if (!found) return undefined
    return { body: this.#read(key, found.Body as AsyncIterable<Uint8Array>), modified: found.LastModified }
  }

  /** Returns what is known of the object under `key`; undefined if there is none. */
  async head(key: string): Promise<ObjectHead | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.bucket, Key: key })
    const found = await this.#ask(key, (client, options) =>
      client.send(command, options).catch(undefinedIfMissing),
    )
    return found && { etag: found.ETag?.replace(/^"|"$/g, ''), modified: found.LastModified }
  }

  /** Writes an object, over what was there. What is streamed has at most 5 GB, and is not sent again; throws what it throws. */
  async put(key: string, body: string | Uint8Array | StreamedBody, contentType: string): Promise<void> {
    const { signal } = this.#options
    const isStreamed = typeof body === 'object' && 'size' in body
    const { failed = signal, ...content }: SentBody = isStreamed ? streamed(body) : { Body: body }
    const object = { Bucket: this.bucket, Key: key, ContentType: contentType, ...content }
    await this.#ask(
      key,
      (client, options) => client.send(new PutObjectCommand(object), options),
      AbortSignal.any([signal, failed]),
    )
  }

  /** What begins with a prefix, in the order of the server, a page of up to 1,000 at a time. */
  async *list(listing: Listing): AsyncGenerator<ListedPage> {
    const { signal } = this.#options
    signal.throwIfAborted()
    try {
      yield* listBucket(this.#connected(), this.bucket, listing, signal)
    } catch (error) {
      throw this.#translated(error, listing.prefix, signal)
    }
  }

  /** Deletes objects, whether or not they are there. Another `signal` may end it than that of the store. */
  async delete(keys: readonly string[], signal = this.#options.signal): Promise<void> {
    for (let from = 0; from < keys.length; from += DELETED_AT_ONCE) {
      const some = keys.slice(from, from + DELETED_AT_ONCE)
      const command = new DeleteObjectsCommand({
        Bucket: this.bucket,
        Delete: { Objects: some.map((Key) => ({ Key })), Quiet: true },
      })
      await this.#ask(
        some[0] ?? '',
        async (client, options) => {
          const { Errors } = await client.send(command, options)
          throwIfRefused(Errors, (key) => this.url(key))
        },
        signal,
      )
    }
  }

  /** Returns the region that the bucket is in; undefined if the server does not say. The right to list it is not needed. */
  async region(): Promise<string | undefined> {
    const command = new HeadBucketCommand({ Bucket: this.bucket })
    return this.#ask('', async (client, options) => {
      try {
        return (await client.send(command, options)).BucketRegion
      } catch (error) {
        const region = regionIn(error)
        if (region === undefined) throw error
        return region
      }
    })
  }

  /** Closes the connections that are kept open between requests. */
  close(): void {
    this.#client?.destroy()
  }

  async #ask<T>(
    key: string,
    work: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>,
    signal = this.#options.signal,
  ): Promise<T> {
    signal.throwIfAborted()
    try {
      return await work(this.#connected(), { abortSignal: signal })
    } catch (error) {
      throw this.#translated(error, key, signal)
    }
  }

  async *#read(key: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body
    } catch (error) {
      throw this.#translated(error, key, this.#options.signal)
    }
  }

  #translated(error: unknown, key: string, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason
    return this.#options.translate(translateS3Error(error, { bucket: this.bucket, key }))
  }

  #connected(): S3Client {
    return (this.#client ??= createS3Client(this.#s3))
  }
}

// A response to HEAD has no body, so that a missing object looks like a missing bucket.
function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name)) return undefined
  throw error
}
