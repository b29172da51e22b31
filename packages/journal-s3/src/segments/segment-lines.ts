import { isAscii } from 'node:buffer'
import { createGunzip, type ZlibOptions } from 'node:zlib'
import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from '../store/format.js'
import { RESTORE, unreadable } from '../store/journal-error.js'

const content = v.object({})
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-segment',
  version: 1,
  content,
  remedy: RESTORE,
}

// Half of the length from which on V8 asks the system for the memory of each string, which takes longer than to write it.
const READ_AT_ONCE = 64 * 1024

// Of one segment: each time, another thread has to be woken.
const MOST_UNZIPPED_AT_ONCE = 4 * READ_AT_ONCE

// Of the segments of all runs: with four times as much, a plan over 16 runs took a quarter more CPU time, and 80 MiB more.
const ALL_UNZIPPED_AT_ONCE = 16 * READ_AT_ONCE

const LINE_FEED = 0x0a

/** The first line of a segment, with its end; no other has the same `id`. */
export function formatHeader(id: string): string {
  return inFormat(FORMAT, { id })
}

/**
 * The lines behind the first of the segment at `url`, each with its end, some thousands at a time, of its bytes as they
 * are stored. `runs` is how many runs are read in parallel, each a segment at a time (default: 1). Throws `JournalError` if
 * it is no segment, or of a later form.
 */
export async function* linesOf(written: Buffer, url: string, runs = 1): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  let known = false
  const size = atOnce(runs)
  const pieces = unzipped(written, url, size)
  // Twice as much of each of many runs took 40 MiB more, and was no faster.
  for await (const piece of 2 * size * runs <= ALL_UNZIPPED_AT_ONCE ? oneAhead(pieces) : pieces) {
    // Never within a character: no byte of a longer one is a line feed.
    const end = piece.lastIndexOf(LINE_FEED) + 1
    const whole = Buffer.concat([rest, piece.subarray(0, end)])
    rest = end === 0 ? Buffer.concat([rest, piece]) : Buffer.from(piece.subarray(end))
    if (end === 0) continue
    for (const lines of cut(whole)) {
      const text = lines.toString(isAscii(lines) ? 'latin1' : 'utf8')
      const start = known ? 0 : text.indexOf('\n') + 1
      if (!known) fromFormat(FORMAT, text.slice(0, start - 1), url)
      known = true
      if (start < text.length) yield text.slice(start)
    }
  }
  if (!known || rest.length > 0) throw unreadable(url, 'breaks off', RESTORE)
}

/** Returns how many bytes of each segment are unzipped at once. */
function atOnce(runs: number): number {
  const share = Math.floor(ALL_UNZIPPED_AT_ONCE / runs)
  return Math.max(READ_AT_ONCE, Math.min(MOST_UNZIPPED_AT_ONCE, share))
}

/** Cuts whole lines into parts that are read at once, each of whole lines. */
function* cut(whole: Buffer): Generator<Buffer> {
  for (let start = 0, end: number; start < whole.length; start = end) {
    end = whole.indexOf(LINE_FEED, start + READ_AT_ONCE) + 1 || whole.length
    yield whole.subarray(start, end)
  }
}

/** `chunkSize` bytes of the text at a time, and no more before it is asked for: what waited would grow old, and be left to the garbage collector. */
async function* unzipped(written: Buffer, url: string, chunkSize: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize, readableHighWaterMark: 0 } as ZlibOptions)
  gunzip.end(written)
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } catch (error) {
    throw unreadable(url, `cannot be decompressed (${(error as Error).message})`, RESTORE, { cause: error })
  }
}

/** Asks for the next item while one is used, as another thread makes it. */
async function* oneAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const reading = items[Symbol.asyncIterator]()
  try {
    for (let next = reading.next(); ;) {
      const { value, done } = await next
      if (done) return
      next = reading.next()
      // What fails is thrown to whoever asks for it.
      next.catch(() => {})
      yield value
    }
  } finally {
    await reading.return?.()
  }
}
