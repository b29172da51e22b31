import { createHash } from 'node:crypto'
import type { Edit } from './edit.js'
import { replace } from './edit.js'
import type { Statement } from './split-statements.js'
import { foldCase } from './tokens.js'

/** Bytes of a name that Redshift keeps. https://docs.aws.amazon.com/redshift/latest/dg/r_names.html */
const LONGEST = 127
/** Bytes of a name that PostgreSQL keeps. */
const LONGEST_STORED = 63
/** What tells a shortened name; Redshift's names can hold it, but hardly one of 63 bytes at this place. */
const MARK = '~'

const SHORTENED = new RegExp(`[^\\s"]+${MARK}[0-9a-f]{16}`, 'g')

const shortened = new Map<string, string>()
const observers = new Set<(name: string) => void>()

/** How PostgreSQL stores the name that Redshift knows as `name`. */
export function storedName(name: string): string {
  const kept = cut(foldCase(name), LONGEST)
  if (Buffer.byteLength(kept) <= LONGEST_STORED) return kept
  const digest = createHash('sha256').update(kept).digest('hex').slice(0, 16)
  const stored = cut(kept, LONGEST_STORED - digest.length - MARK.length) + MARK + digest
  shortened.set(stored, kept)
  for (const observer of observers) observer(kept)
  return stored
}

/** Calls `observer` with every name that is too long for PostgreSQL, whenever one is met; what is returned ends that. */
export function onShortened(observer: (name: string) => void): () => void {
  observers.add(observer)
  return () => observers.delete(observer)
}

/** Knows `name` by what PostgreSQL stores for it, as if it had been met. */
export function rememberShortened(name: string): void {
  storedName(name)
}

/** The name that a client knows what PostgreSQL stores as `stored` by. */
export function clientName(stored: string): string {
  return shortened.get(stored) ?? stored
}

/** `text` with every name that was shortened as clients know it. */
export function clientNames(text: string): string {
  return namesWereShortened() ? text.replaceAll(SHORTENED, clientName) : text
}

/** Whether any name was too long for PostgreSQL so far. */
export function namesWereShortened(): boolean {
  return shortened.size > 0
}

/** `name` in double quotes, as PostgreSQL stores it. */
export function quoteName(name: string): string {
  return `"${storedName(name).replaceAll('"', '""')}"`
}

/** Names in quotes fold like others; `#name` is a name; a name has up to 127 bytes. */
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
