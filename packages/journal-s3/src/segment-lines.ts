import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'
import { checkFormat, parseJson } from './format.js'
import { RESTORE, unreadable } from './unreadable.js'

const FORMAT = 'arbalest-journal-segment'
const VERSION = 1
const READ_AT_ONCE = 128 * 1024

/** The first line of every segment, with its end. */
export const HEADER = `${JSON.stringify({ format: FORMAT, version: VERSION })}\n`

/**
 * The lines of the segment in `body` behind its first, some thousands at a time;
 * `url` is where it is from. Throws `SourceError` where it is no segment, or of a later form.
 */
export async function* readLines(body: Buffer, url: string): AsyncGenerator<string[]> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let known = false
  for await (const piece of unzipped(body, url)) {
    const lines = (rest + decoder.write(piece)).split('\n')
    rest = lines.pop()!
    if (!known && lines.length > 0) {
      checkFormat(parseJson(lines.shift()!, url), FORMAT, VERSION, url)
      known = true
    }
    if (lines.length > 0) yield lines
  }
  if (!known || rest !== '') throw unreadable(url, 'breaks off', RESTORE)
}

async function* unzipped(body: Buffer, url: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: READ_AT_ONCE })
  gunzip.end(body)
  try {
    yield* gunzip
  } catch (error) {
    throw unreadable(url, `cannot be decompressed (${(error as Error).message})`, RESTORE, { cause: error })
  }
}
