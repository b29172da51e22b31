import type { Edit } from '../edit.js'
import { syntaxError } from '../syntax-error.js'
import type { TokenReader } from '../token-reader.js'

/** How a table is stored and distributed, as CREATE TABLE states it behind the columns. */
export interface TableAttributes {
  /** Columns that distribution and sort keys name. */
  readonly keys: readonly string[]
  /** What leaves all of it out. */
  readonly edits: readonly Edit[]
}

/** Steps over all such attributes, up to AS or the end. */
export function readTableAttributes(reader: TokenReader): TableAttributes {
  const keys: string[] = []
  const edits: Edit[] = []
  for (let first = reader.peek(); first && readAttribute(reader, keys); first = reader.peek()) {
    edits.push({ start: first.start, end: reader.peek(-1)?.end ?? first.end, text: '' })
  }
  return { keys, edits }
}

function readAttribute(reader: TokenReader, keys: string[]): boolean {
  if (reader.accept('backup')) return readWord(reader, ['yes', 'no'])
  if (reader.accept('diststyle')) return readWord(reader, ['auto', 'even', 'key', 'all'])
  if (reader.accept('encode', 'auto') || reader.accept('sortkey', 'auto')) return true
  const kind = reader.sees('compound', 'sortkey') || reader.sees('interleaved', 'sortkey')
  if (kind) reader.next()
  if (!kind && !reader.sees('distkey') && !reader.sees('sortkey')) return false
  reader.next()
  const columns = reader.group() ?? []
  keys.push(...columns.filter((token) => token.text !== ',').map((token) => token.value))
  return true
}

function readWord(reader: TokenReader, words: readonly string[]): true {
  if (words.some((word) => reader.accept(word))) return true
  throw syntaxError(reader.peek())
}
