import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { SourceError, type PartitionBounds, type Source, type SourceObject } from '@arbalest/core'
import { createS3Client, formatS3Url, translateS3Error } from '@arbalest/s3'
import { keyFilter, type KeyFilter } from './key-filter.js'
import { listObjects } from './list-objects.js'
import type { ListedObject, Listing } from './list-pages.js'
import { listSeries, type ListedInSeries } from './list-series.js'
import type { S3SourceOptions } from './options.js'
import { parseSeries, startingAt, type Series } from './series.js'

/**
 * The objects of a bucket whose keys begin with a prefix. An object's key is its
 * whole key in the bucket, so that a prefix may later be widened; its version is
 * its ETag. What looks like a folder, an empty object whose key ends in `/`, is
 * left out; any other empty object is listed. Where it is a series, its partitions
 * are folders below the prefix.
 */
export class S3Source implements Source, AsyncDisposable {
  readonly url: string
  readonly #bucket: string
  readonly #prefix: string
  readonly #series: Series | undefined
  readonly #filter: KeyFilter
  readonly #client: S3Client
  readonly #signal: AbortSignal
  readonly #notice: (message: string) => void

  /**
   * Does no I/O. Requests end with the reason of `signal` once that is aborted;
   * `notice` is told of what is left out of a series. Throws `ConfigError` where
   * the series is at fault.
   */
  constructor(
    options: S3SourceOptions,
    signal: AbortSignal = new AbortController().signal,
    notice: (message: string) => void = () => {},
  ) {
    const { bucket, prefix = '', include, exclude, series, ...s3 } = options
    this.url = formatS3Url({ bucket, key: prefix })
    this.#bucket = bucket
    this.#prefix = prefix
    this.#series = series && parseSeries(series)
    this.#filter = keyFilter(include, exclude)
    this.#client = createS3Client(s3)
    this.#signal = signal
    this.#notice = notice
  }

  get bounds(): PartitionBounds | undefined {
    return this.#series?.bounds
  }

  /**
   * Throws `SourceError` where the bucket does not exist, access is refused, S3 does
   * not answer, or a series has a day both by hours and not; `ConfigError` where
   * `from` is of another kind than the series.
   */
  async *list(from?: string): AsyncGenerator<SourceObject> {
    const series = this.#series && startingAt(this.#series, from)
    try {
      for await (const listed of series ? this.#listSeries(series) : this.#listAll())
        yield this.#object(listed)
    } catch (error) {
      throw this.#translate(error, this.#prefix)
    }
  }

  /** Closes the connections that are kept open between requests. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy()
  }

  get #listing(): Listing {
    return { client: this.#client, bucket: this.#bucket, prefix: this.#prefix, signal: this.#signal }
  }

  async *#listAll(): AsyncGenerator<ListedObject> {
    for await (const object of listObjects(this.#listing)) {
      if (this.#filter.wants(object.key.slice(this.#prefix.length))) yield object
    }
  }

  #listSeries(series: Series): AsyncGenerator<ListedInSeries> {
    return listSeries(this.#listing, series, this.#filter, this.#notice)
  }

  #object({ key, etag, size, partition }: ListedObject & Partial<ListedInSeries>): SourceObject {
    return {
      key,
      version: etag,
      size,
      ...(partition !== undefined && { partition }),
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
