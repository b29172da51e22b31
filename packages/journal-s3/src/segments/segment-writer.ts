import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { JournalFolder } from '../store/journal-folder.js'
import { detached, keyOf } from './entry.js'
import { formatHeader } from './segment-lines.js'

const compress = promisify(gzip)

/** An immutable object that holds entries, in ascending key order. */
export interface Segment {
  readonly name: string
  /** The key of its first entry. */
  readonly first: string
  /** The key of its last entry. */
  readonly last: string
  /** How many entries it holds. */
  readonly count: number
  /** Its size as it is stored, compressed. */
  readonly bytes: number
}

/** How large what is written is made. */
export interface Sizes {
  /** Bytes, compressed, from which on a segment is closed. */
  readonly segment: number
  /** Characters that are compressed as one. */
  readonly block: number
}

/**
 * Writes lines, which come in key order, into segments. It keeps one segment in
 * memory, compressed, and no more: a segment is a sequence of gzip members, each of
 * one block.
 */
export class SegmentWriter {
  readonly #folder: JournalFolder
  readonly #sizes: Sizes
  readonly #written: Segment[] = []
  #members: Buffer[] = []
  #bytes = 0
  #block: string
  #first: string | undefined
  #last = ''
  #count = 0

  constructor(folder: JournalFolder, sizes: Sizes) {
    this.#folder = folder
    this.#sizes = sizes
    this.#block = formatHeader(folder.newId())
  }

  /** Adds a line, without its end. Returns a promise only if there is something to wait for. */
  add(line: string): Promise<void> | undefined {
    this.#first ??= keyOf(line)
    this.#last = line
    this.#count++
    this.#block += `${line}\n`
    return this.#block.length < this.#sizes.block ? undefined : this.#closeBlock()
  }

  /** Takes over a segment as it is; its keys are above those of all lines before. */
  async adopt(segment: Segment): Promise<void> {
    await this.#close()
    this.#written.push(segment)
  }

  /** Writes what is left; returns all segments, in key order. */
  async finish(): Promise<readonly Segment[]> {
    await this.#close()
    return this.#written
  }

  async #closeBlock(): Promise<void> {
    await this.#compressBlock()
    if (this.#bytes >= this.#sizes.segment) await this.#close()
  }

  async #compressBlock(): Promise<void> {
    const member = await compress(this.#block)
    this.#members.push(member)
    this.#bytes += member.length
    this.#block = ''
  }

  async #close(): Promise<void> {
    const first = this.#first
    if (first === undefined) return
    if (this.#block !== '') await this.#compressBlock()
    const name = await this.#folder.write('segment', Buffer.concat(this.#members))
    this.#written.push({
      name,
      first: detached(first),
      last: detached(keyOf(this.#last)),
      count: this.#count,
      bytes: this.#bytes,
    })
    this.#members = []
    this.#bytes = 0
    this.#block = formatHeader(this.#folder.newId())
    this.#first = undefined
    this.#count = 0
  }
}
