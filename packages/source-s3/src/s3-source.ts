import {
  SourceError,
  type ByteRange,
  type Diagnosis,
  type ListOptions,
  type Series as ListedSeries,
  type Source,
  type SourceObject,
} from '@arbalest/core/plugin'
import { keyFilter, parseSeries, startingAt, type KeyFilter, type Series } from '@arbalest/listing'
import { ObjectStore, parseS3Url, type ListedObject, type S3Error, type S3Trouble } from '@arbalest/s3'
import { sourceDiagnosis } from './diagnosis.js'
import { dataKeys, type DataKeys } from './listing/data-keys.js'
import { findChanged } from './listing/find-changed.js'
import { listObjects } from './listing/list-objects.js'
import type { S3SourceConfiguration } from './options.js'
import { listSeries, type ListedInSeries } from './series/list-series.js'

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
 * left out, and so are hidden keys, unless the options say otherwise, and files of
 * Arbalest's own; any other empty object is listed. If it is a series, its partitions
 * are folders below the prefix.
 *
 * @example
 * ```ts
 * await using source = new S3Source({ url: 's3://acme-events/clicks/' })
 * for await (const page of source.list()) console.log(page.length)
 * ```
 */
export class S3Source implements Source, AsyncDisposable {
  readonly url: string
  readonly series: ListedSeries | undefined
  readonly diagnosis: Diagnosis
  readonly #prefix: string
  readonly #series: Series | undefined
  readonly #filter: KeyFilter
  readonly #withHidden: boolean
  readonly #parallel: number
  readonly #store: ObjectStore
  readonly #notice: (message: string) => void

  /**
   * Does no I/O. Requests end with the reason of `signal` once that is aborted;
   * `notice` is called with what is left out of a series. Throws `ConfigError` if the URL or the
   * series is wrong, which the plugin's schema finds before.
   */
  constructor(
    configuration: S3SourceConfiguration,
    signal: AbortSignal = new AbortController().signal,
    notice: (message: string) => void = () => {},
  ) {
    const { url, include, exclude, hidden, series, parallel = 16, ...s3 } = configuration
    const { bucket, key: prefix } = parseS3Url(url)
    this.#prefix = prefix
    this.#parallel = parallel
    this.#series = series && parseSeries(series)
    this.series = this.#series && { ...this.#series.bounds, layout: this.#series.pattern.text }
    this.#filter = keyFilter(include, exclude)
    this.#withHidden = hidden === 'include'
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toSourceError })
    this.#notice = notice
    this.diagnosis = sourceDiagnosis({ bucket, key: prefix }, s3, signal)
    this.url = this.#store.url(prefix)
  }

  /**
   * Throws `SourceError` if the bucket does not exist, access is refused, S3 does not
   * answer, or a series has a day both by hours and not; `ConfigError` if `from` is of
   * another kind than the series.
   */
  async *list({ from, cuts, hidden = () => {} }: ListOptions = {}): AsyncGenerator<readonly SourceObject[]> {
    const series = this.#series && startingAt(this.#series, from)
    const data = dataKeys({
      prefix: this.#prefix,
      filter: this.#filter,
      withHidden: this.#withHidden,
      tell: (keys) => {
        if (keys.length > 0) hidden(keys)
      },
    })
    for await (const page of series ? this.#listSeries(series, data) : this.#listAll(data, cuts))
      yield page.map((listed) => this.#object(listed))
  }

  /** Throws `SourceError` as {@link list} does. */
  changed(objects: readonly SourceObject[]): Promise<readonly SourceObject[]> {
    return findChanged(this.#store, objects)
  }

  /** Throws `SourceError`, too, if the object was removed or overwritten after it was listed. */
  async *open({ key, version }: SourceObject, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const object = await this.#store.get(key, version, range && rangeHeader(range))
    if (object) yield* object.body
    else throw removed(this.#store.url(key))
  }

  /** Closes the connections that are kept open between requests. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close()
  }

  async *#listAll(data: DataKeys, cuts: ListOptions['cuts']): AsyncGenerator<readonly ListedObject[]> {
    const listing = { prefix: this.#prefix, cuts, parallel: this.#parallel }
    for await (const page of listObjects(this.#store, listing)) yield data.keep(page)
  }

  #listSeries(series: Series, data: DataKeys): AsyncGenerator<readonly ListedInSeries[]> {
    const place = { store: this.#store, prefix: this.#prefix, filter: this.#filter, data }
    return listSeries(place, series, { notice: this.#notice, parallel: this.#parallel })
  }

  #object({ key, etag, size, modified, partition }: ListedObject & Partial<ListedInSeries>): SourceObject {
    const written = modified === undefined ? undefined : new Date(modified)
    const object = { key, version: etag, size, modified: written, url: this.#store.url(key) }
    return partition === undefined ? object : { ...object, partition }
  }
}

/** Returns a range as S3's GetObject takes it (https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html). */
function rangeHeader({ start = 0, end }: ByteRange): string {
  if (start < 0) return `bytes=${start}`
  return `bytes=${start}-${end === undefined ? '' : end - 1}`
}

function toSourceError({ trouble, message, retryable, cause }: S3Error): SourceError {
  return new SourceError(CODES[trouble], message, { retryable, ...(cause !== undefined && { cause }) })
}

function removed(url: string): SourceError {
  return new SourceError('SOURCE_NOT_FOUND', `"${url}" was removed after it was listed; list again.`, {
    retryable: true,
  })
}
