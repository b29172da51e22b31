import type { Readable } from 'node:stream'
import type { Checksum } from '../body/checksum.js'
import type { KeyRange } from './key-range.js'

/** What an object carries in addition to its content. */
export interface ObjectAttributes {
  /** Without quotes. */
  readonly etag: string
  /** The headers that were given with it and are returned with it, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The checksum it was uploaded with, if any. */
  readonly checksum?: Checksum | undefined
  /** The parts it was uploaded in, if it was. */
  readonly parts?: readonly StoredPart[] | undefined
  readonly tags?: Tags | undefined
}

/** A part of an object that was uploaded in parts. */
interface StoredPart {
  /** Bytes. */
  readonly size: number
  /** The value of its checksum, if that of the object is made of those of its parts. */
  readonly checksum?: string | undefined
}

/** The tags of an object or a bucket, by key. */
export type Tags = Readonly<Record<string, string>>

/** One object of a bucket, without its content. */
export interface StoredObject extends ObjectAttributes {
  readonly key: string
  /** Bytes. */
  readonly size: number
  /** When it was last written, in whole seconds. */
  readonly modified: Date
}

/** An object with its content, which stays as it is even if another is stored under its key meanwhile. */
export interface OpenObject extends StoredObject {
  /** Reads the bytes from `start` to `end`, both inclusive. Default: all. Closes the object at its end. */
  read(range?: { start: number; end: number }): Readable
  /** Closes an object that is not read. */
  close(): Promise<void>
}

/** Content that has been received and is not yet an object. */
export interface Draft {
  /** Bytes. */
  readonly size: number
  /** In hexadecimal digits. */
  readonly md5: string
  /** Its content, from its first byte. */
  read(): AsyncIterable<Uint8Array>
  /** Forgets the content; does nothing if it has become an object. */
  discard(): Promise<void>
}

/** Decides whether a write may go ahead, given what its key holds now; throws an S3Error if it may not. */
export type WriteCheck = (current: StoredObject | undefined) => void

/** The objects of one bucket. Content streams in and out: none is ever held whole, but by a store in memory. */
export interface ObjectStore {
  /** The keys in `range`, in ascending order of their UTF-8 bytes. */
  keys(range: KeyRange): AsyncIterable<string>
  /** What is known of the object under `key`. */
  head(key: string): Promise<StoredObject | undefined>
  /** The object under `key`, to be read or closed. */
  open(key: string): Promise<OpenObject | undefined>
  /** Receives `content`, which no reader sees before it is committed. Keeps nothing if `content` throws. */
  draft(content: AsyncIterable<Uint8Array>): Promise<Draft>
  /** Makes `draft` the object under `key`, in one step that either happens or does not. Writes of a key
      run one at a time, their checks included, so that one of several racing conditional writes wins. */
  commit(key: string, draft: Draft, attributes: ObjectAttributes, check?: WriteCheck): Promise<StoredObject>
  /** Gives the object under `key` other tags, and changes nothing else of it. Returns whether there is one. */
  tag(key: string, tags: Tags): Promise<boolean>
  /** Removes the object under `key`, if there is one. */
  delete(key: string, check?: WriteCheck): Promise<void>
  /** Ends the store's life, its drafts included; its objects stay. */
  close(): Promise<void>
}
