import { JournalError, UPDATE } from '../store/journal-error.js'

/** What a journal says of one unit. */
export interface Entry {
  readonly key: string
  /** The version it was loaded at; null if that is forgotten. */
  readonly version: string | null
  /** Why it was quarantined at that version; undefined if it was not, but loaded. */
  readonly quarantined?: string | undefined
}

/** An entry as a line of a segment, without its end: `["key","version"]`, or `["key","version",{"quarantined":"reason"}]`. */
export function formatEntry({ key, version, quarantined }: Entry): string {
  return JSON.stringify(quarantined === undefined ? [key, version] : [key, version, { quarantined }])
}

/** The entry in a line, or undefined if it is none that {@link formatEntry} wrote. */
export function parseEntry(line: string): Entry | undefined {
  const [key, version, aside, ...more] = items(line)
  const isVersion = typeof version === 'string' || version === null
  if (typeof key !== 'string' || !isVersion || more.length > 0) return undefined
  if (aside === undefined) return { key, version }
  const { quarantined } = Object(aside) as { readonly quarantined?: unknown }
  return typeof quarantined === 'string' ? { key, version, quarantined } : undefined
}

/** Why the unit of a line was quarantined; undefined if it was not. Throws `JournalError` if the line is none that {@link formatEntry} wrote. */
export function quarantinedIn(line: string): string | undefined {
  return line.endsWith('}]') ? parse(line).quarantined : undefined
}

/** The key in a line. Throws `JournalError` if it is none that {@link formatEntry} wrote. */
export function keyOf(line: string): string {
  const end = plainKeyEnd(line)
  return end < 0 ? parse(line).key : line.slice(2, end)
}

/** The version in a line. Throws `JournalError` if it is none that {@link formatEntry} wrote. */
export function versionOf(line: string): string | null {
  const start = plainKeyEnd(line) + 3
  // A third text would have quotes of its own.
  const isPlain = start > 2 && line.indexOf('"', start) === line.length - 2
  return isPlain ? line.slice(start, -2) : parse(line).version
}

/** Whether a line says that its key must be forgotten. */
export function isForgotten(line: string): boolean {
  return line.endsWith(',null]')
}

/** A copy of a text that was cut from a far longer one, which would be kept in memory for its sake. */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}

/**
 * Where the key ends in a line of two texts without escapes, or -1. Planning reads
 * millions of lines, nearly all such; to cut them is far faster than to parse them.
 */
function plainKeyEnd(line: string): number {
  if (!line.startsWith('["') || !line.endsWith('"]') || line.includes('\\')) return -1
  return line.indexOf('","', 2)
}

function parse(line: string): Entry {
  const entry = parseEntry(line)
  if (entry) return entry
  throw new JournalError(
    'JOURNAL_UNREADABLE',
    `A line of the journal is not a key and a version, but ${JSON.stringify(line.slice(0, 200))}; ${UPDATE}.`,
  )
}

function items(line: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(line)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
