import type { Diagnosis } from '../../faults/diagnosis.js'
import type { Series } from './partition.js'

/** One object in a source: what it is called, and which content it has now. */
export interface SourceObject {
  readonly key: string
  /** Differs whenever the content does: an ETag, a checksum. 1 to 256 characters. */
  readonly version: string
  /** Bytes. */
  readonly size: number
  /** When it was last written, if the source knows. */
  readonly modified?: Date | undefined
  /**
   * The part of a series that it belongs to, if the source is one: a day, an hour
   * or a number, as `parsePartition` returns it.
   */
  readonly partition?: string | undefined
  /** Where a sink that loads by reference finds it, such as `file:///data/clicks/a.json`. */
  readonly url: string
}

/** Which part of a listing is wanted. */
export interface ListOptions {
  /** The first partition to list, as `parsePartition` returns it. Default: all that there are. */
  readonly from?: string | undefined
  /**
   * Keys in ascending order at which the listing may be cut into ranges that are
   * fetched at the same time; the result must not differ. Default: none.
   */
  readonly cuts?: readonly string[] | undefined
  /** Is given, page by page, the keys of objects, or of folders of such, that the source leaves out as hidden, if it leaves out any. Default: they are reported to nobody. */
  readonly hidden?: ((keys: readonly string[]) => void) | undefined
}

/** The bytes of an object from `start` to before `end`, both counted from 0. */
export interface ByteRange {
  /** Default: 0. A negative number counts from the end: -8 is the last eight bytes. */
  readonly start?: number | undefined
  /** Default: the end of the object. */
  readonly end?: number | undefined
}

/**
 * A place that objects are loaded from.
 *
 * @example
 * ```ts
 * const source: Source = {
 *   url: 'memory:',
 *   async *list() {
 *     yield { key: 'a', version: '1', size: 9, url: 'memory:a' }
 *   },
 * }
 * ```
 */
export interface Source {
  /** What it is called in messages, such as `file:///data/clicks`; holds no secret. */
  readonly url: string
  /** Present exactly if the source is a series: what it lists of it. */
  readonly series?: Series | undefined
  /** Finds out why it cannot be listed, or its objects be looked at. Default: there is nothing to say beyond the error. */
  readonly diagnosis?: Diagnosis | undefined
  /**
   * Yields every object, one at a time or in pages, in ascending `compareKeys` order
   * of partitions and, within each, of keys. Fetches as it is consumed: a caller may
   * stop early, and a bucket need not fit in memory. Changes nothing.
   */
  list(options?: ListOptions): AsyncIterable<SourceObject | readonly SourceObject[]>
  /**
   * Returns those of `objects` that have another version now, or are gone. Makes no
   * more requests than there are objects. Absent: the source does not know, and an
   * object that is overwritten between listing and load is noticed by the next run.
   */
  changed?(objects: readonly SourceObject[]): Promise<readonly SourceObject[]>
  /**
   * Reads an object's bytes, all of them or those in `range`. Throws `SourceError`
   * with the code `SOURCE_DENIED` if the reader lacks the right, and with
   * `OBJECT_CHANGED` if the object no longer has its version. Absent: only a sink that
   * loads by reference can load from this source.
   */
  open?(object: SourceObject, range?: ByteRange): AsyncIterable<Uint8Array>
}
