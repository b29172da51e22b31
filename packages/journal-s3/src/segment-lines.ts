import { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from './format.js'
import { RESTORE, unreadable } from './unreadable.js'

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
 * The lines of the segment in `pieces` behind its first, some thousands at a time;
 * `url` is where it is from. Takes the pieces out as it reads them, so that what has
 * been read is not held. Throws `SourceError` where it is no segment, or of a later form.
 */
export async function* readLines(pieces: Uint8Array[], url: string): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let known = false
  for await (const piece of unzipped(pieces, url)) {
    const lines = (rest + decoder.write(piece)).split('\n')
    rest = lines.pop()!
    if (!known && lines.length > 0) {
      fromFormat(FORMAT, lines.shift()!, url)
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

function* takenOut(pieces: Uint8Array[]): Generator<Uint8Array> {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) yield piece
}
