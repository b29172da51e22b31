import type { PartitionBounds } from './partition.js'

/** One object in a source: what it is called, and which content it has now. */
export interface SourceObject {
  readonly key: string
  /** Differs whenever the content does: an ETag, a checksum. */
  readonly version: string
  /** Bytes. */
  readonly size: number
  /**
   * The part of a series that it belongs to, where the source is one: a day, an hour
   * or a number, as `partition.ts` writes them.
   */
  readonly partition?: string | undefined
  /** Where a sink that loads by reference finds it, such as `s3://bucket/key`. */
  readonly url: string
  /** Its content, for sinks that cannot load by reference. */
  open(): AsyncIterable<Uint8Array>
}

/** A place that objects are loaded from. */
export interface Source {
  /** What it is called in messages, such as `s3://bucket/prefix`; holds no secret. */
  readonly url: string
  /** Which partitions it lists, where it is a series and does not list all there are. */
  readonly bounds?: PartitionBounds | undefined
  /**
   * Every object, in ascending `compareKeys` order of partitions and, within each,
   * of keys; fetched as it is consumed: a caller may stop early, and a bucket need
   * not fit in memory. A series leaves out the partitions below `from`.
   */
  list(from?: string): AsyncIterable<SourceObject>
}
