import { createHash } from 'node:crypto'
import type { Statement } from '../tokens/split-statements.js'
import type { Edit } from './edit.js'
import { replace } from './edit.js'

/** Bytes of a name that Redshift keeps. https://docs.aws.amazon.com/redshift/latest/dg/r_names.html */
const LONGEST = 127
/** Bytes of a name that PostgreSQL keeps. */
const LONGEST_STORED = 63
/** Marks a shortened name. A name of Redshift's may hold it too, but hardly one of 63 bytes at this place. */
export const MARK = '~'

/** Whether PostgreSQL cannot store `name` as it is. */
export function isLong(name: string): boolean {
  return Buffer.byteLength(name) > LONGEST_STORED
}

/** `name` as Redshift keeps it: at most 127 bytes. */
export function keptName(name: string): string {
  return cut(name, LONGEST)
}

/** The name under which PostgreSQL stores what Redshift knows as `name`: the same, or a short one for a long one. */
export function storedName(name: string): string {
  const kept = keptName(name)
  if (!isLong(kept)) return kept
  const digest = createHash('sha256').update(kept).digest('hex').slice(0, 16)
  return cut(kept, LONGEST_STORED - digest.length - MARK.length) + MARK + digest
}

/** `name` in double quotes, as PostgreSQL stores it. */
export function quoteName(name: string): string {
  return `"${storedName(name).replaceAll('"', '""')}"`
}

/** Writes names as PostgreSQL stores them: those in quotes folded too, `#name` and long names in quotes. */
export function* nameRule({ tokens }: Statement): Generator<Edit> {
  for (const token of tokens) {
    if (token.kind === 'quoted') {
      const text = quoteName(token.value)
      if (text !== token.text) yield replace(token, token, text)
    } else if (
      token.kind === 'word' &&
      (token.text.startsWith('#') || token.text.length > LONGEST_STORED / 3)
    ) {
      const stored = storedName(token.value)
      if (stored !== token.value || stored.startsWith('#'))
        yield replace(token, token, quoteName(token.value))
    }
  }
}

/** At most `bytes` bytes of `text`, whole characters. */
function cut(text: string, bytes: number): string {
  const buffer = Buffer.from(text)
  if (buffer.length <= bytes) return text
  let end = bytes
  while (((buffer[end] ?? 0) & 0xc0) === 0x80) end--
  return buffer.toString('utf8', 0, end)
}
