import { SourceError, type PartitionBounds, type Source, type SourceObject } from '@arbalest/core'
import { ObjectStore, type ListedObject, type S3Error, type S3Trouble } from '@arbalest/s3'
import { keyFilter, type KeyFilter } from './listing/key-filter.js'
import { listObjects } from './listing/list-objects.js'
import type { S3SourceOptions } from './options.js'
import { listSeries, type ListedInSeries } from './series/list-series.js'
import { startingAt, type Series } from './series/series.js'

const CODES = {
  denied: 'SOURCE_DENIED',
  missing: 'SOURCE_NOT_FOUND',
  changed: 'OBJECT_CHANGED',
  unreachable: 'SOURCE_UNREACHABLE',
} as const satisfies Record<S3Trouble, string>

/**
 * The objects of a bucket whose keys begin with a prefix. An object's key is its
 * whole key in the bucket, so that a prefix may later be widened; its version is
 * its ETag. What looks like a folder, an empty object whose key ends in `/`, is
 * left out; any other empty object is listed. If it is a series, its partitions
 * are folders below the prefix.
 *
 * @example
 * await using source = new S3Source({ bucket: 'acme-events', prefix: 'clicks/' })
 * for await (const { url, version } of source.list()) console.log(url, version)
 */
export class S3Source implements Source, AsyncDisposable {
  readonly url: string
  readonly #prefix: string
  readonly #series: Series | undefined
  readonly #filter: KeyFilter
  readonly #store: ObjectStore
  readonly #notice: (message: string) => void

  /**
   * Does no I/O. Requests end with the reason of `signal` once that is aborted;
   * `notice` is called with what is left out of a series. {@link parseOptions} makes
   * `options` of what a user wrote; those without a series may be written as they are.
   */
  constructor(
    options: S3SourceOptions,
    signal: AbortSignal = new AbortController().signal,
    notice: (message: string) => void = () => {},
  ) {
    const { bucket, prefix = '', include, exclude, series, ...s3 } = options
    this.#prefix = prefix
    this.#series = series
    this.#filter = keyFilter(include, exclude)
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toSourceError })
    this.#notice = notice
    this.url = this.#store.url(prefix)
  }

  get bounds(): PartitionBounds | undefined {
    return this.#series?.bounds
  }

  /**
   * Throws `SourceError` if the bucket does not exist, access is refused, S3 does not
   * answer, or a series has a day both by hours and not; `ConfigError` if `from` is of
   * another kind than the series.
   */
  async *list(from?: string): AsyncGenerator<SourceObject> {
    const series = this.#series && startingAt(this.#series, from)
    for await (const listed of series ? this.#listSeries(series) : this.#listAll()) yield this.#object(listed)
  }

  /** Closes the connections that are kept open between requests. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close()
  }

  async *#listAll(): AsyncGenerator<ListedObject> {
    const prefix = this.#prefix
    for await (const object of listObjects(this.#store, { prefix })) {
      if (this.#filter.wants(object.key.slice(prefix.length))) yield object
    }
  }

  #listSeries(series: Series): AsyncGenerator<ListedInSeries> {
    const place = { store: this.#store, prefix: this.#prefix, filter: this.#filter }
    return listSeries(place, series, this.#notice)
  }

  #object({ key, etag, size, partition }: ListedObject & Partial<ListedInSeries>): SourceObject {
    return {
      key,
      version: etag,
      size,
      ...(partition !== undefined && { partition }),
      url: this.#store.url(key),
      open: () => this.#open(key, etag),
    }
  }

  async *#open(key: string, etag: string): AsyncGenerator<Uint8Array> {
    const object = await this.#store.get(key, etag)
    if (object) yield* object.body
    else throw removed(this.#store.url(key))
  }
}

function toSourceError({ trouble, message, retryable, cause }: S3Error): SourceError {
  return new SourceError(CODES[trouble], message, { retryable, ...(cause !== undefined && { cause }) })
}

function removed(url: string): SourceError {
  return new SourceError('SOURCE_NOT_FOUND', `"${url}" was removed after it was listed; list again.`, {
    retryable: true,
  })
}
