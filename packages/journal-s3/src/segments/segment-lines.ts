import { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from '../store/format.js'
import { RESTORE, unreadable } from '../store/journal-error.js'
import type { JournalFolder } from '../store/journal-folder.js'

const content = v.object({})
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-segment',
  version: 1,
  content,
  remedy: RESTORE,
}

const READ_AT_ONCE = 128 * 1024

/** The first line of a segment, with its end; no other has the same `id`. */
export function formatHeader(id: string): string {
  return inFormat(FORMAT, { id })
}

/**
 * The lines of the segment `name` behind its first, some thousands at a time. The
 * first are returned once all of it is known to be as it was written. Throws
 * `JournalError` if it is not, or is no segment, or of a later form.
 */
export async function* readLines(folder: JournalFolder, name: string): AsyncGenerator<string[]> {
  const url = folder.url('segment', name)
  const pieces = await folder.read('segment', name)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let known = false
  for await (const piece of unzipped(pieces, url)) {
    const lines = (rest + decoder.write(piece)).split('\n')
    rest = lines.pop() ?? ''
    const header = known ? undefined : lines.shift()
    if (header !== undefined) {
      fromFormat(FORMAT, header, url)
      known = true
    }
    if (lines.length > 0) yield lines
  }
  if (!known || rest !== '') throw unreadable(url, 'breaks off', RESTORE)
}

async function* unzipped(pieces: Uint8Array[], url: string): AsyncGenerator<Buffer> {
  const gunzip = Readable.from(takenOut(pieces)).pipe(createGunzip({ chunkSize: READ_AT_ONCE }))
  try {
    yield* gunzip
  } catch (error) {
    throw unreadable(url, `cannot be decompressed (${(error as Error).message})`, RESTORE, { cause: error })
  }
}

/** The pieces, each taken out as it is read, so that what has been read is not kept in memory. */
function* takenOut(pieces: Uint8Array[]): Generator<Uint8Array> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) yield piece
}
