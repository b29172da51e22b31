import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { SourceError, type Source, type SourceObject } from '@arbalest/core'
import { createS3Client, formatS3Url, translateS3Error } from '@arbalest/s3'
import { keyFilter } from './key-filter.js'
import { listObjects, type ListedObject } from './list-objects.js'
import type { S3SourceOptions } from './options.js'

/**
 * The objects of a bucket whose keys begin with a prefix. An object's key is its
 * whole key in the bucket, so that a prefix may later be widened; its version is
 * its ETag. What looks like a folder, an empty object whose key ends in `/`, is
 * left out; any other empty object is listed.
 */
export class S3Source implements Source, AsyncDisposable {
  readonly url: string
  readonly #bucket: string
  readonly #prefix: string
  readonly #wanted: (key: string) => boolean
  readonly #client: S3Client
  readonly #signal: AbortSignal

  /** Does no I/O. Requests end with the reason of `signal` once that is aborted. */
  constructor(options: S3SourceOptions, signal: AbortSignal = new AbortController().signal) {
    const { bucket, prefix = '', include, exclude, ...s3 } = options
    this.url = formatS3Url({ bucket, key: prefix })
    this.#bucket = bucket
    this.#prefix = prefix
    this.#wanted = keyFilter(include, exclude)
    this.#client = createS3Client(s3)
    this.#signal = signal
  }

  /** Throws `SourceError` where the bucket does not exist, access is refused, or S3 does not answer. */
  async *list(): AsyncGenerator<SourceObject> {
    try {
      for await (const listed of listObjects(this.#client, this.#bucket, this.#prefix, this.#signal)) {
        const { key, size } = listed
        const folder = size === 0 && key.endsWith('/')
        if (!folder && this.#wanted(key.slice(this.#prefix.length))) yield this.#object(listed)
      }
    } catch (error) {
      throw this.#translate(error, this.#prefix)
    }
  }

  /** Closes the connections that are kept open between requests. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy()
  }

  #object({ key, etag, size }: ListedObject): SourceObject {
    return {
      key,
      version: etag,
      size,
      url: formatS3Url({ bucket: this.#bucket, key }),
      open: () => this.#open(key, etag),
    }
  }

  async *#open(key: string, etag: string): AsyncGenerator<Uint8Array> {
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: key, IfMatch: `"${etag}"` }),
        { abortSignal: this.#signal },
      )
      yield* Body as AsyncIterable<Uint8Array>
    } catch (error) {
      throw this.#changed(error, key) ?? this.#translate(error, key)
    }
  }

  /** An error that a later listing cures, where `error` says that the object is no longer as it was listed. */
  #changed(error: unknown, key: string): SourceError | undefined {
    const url = formatS3Url({ bucket: this.#bucket, key })
    const { name } = error as Error
    if (name === 'PreconditionFailed') {
      return new SourceError(
        'OBJECT_CHANGED',
        `"${url}" was overwritten after it was listed; list it again.`,
        {
          retryable: true,
        },
      )
    }
    if (name === 'NoSuchKey') {
      return new SourceError('SOURCE_NOT_FOUND', `"${url}" was removed after it was listed; list again.`, {
        retryable: true,
      })
    }
    return undefined
  }

  #translate(error: unknown, key: string): unknown {
    return this.#signal.aborted ? this.#signal.reason : translateS3Error(error, { bucket: this.#bucket, key })
  }
}
