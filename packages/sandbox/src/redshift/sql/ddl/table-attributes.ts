import type { Edit } from '../edit.js'
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
  if (reader.accept('backup') || reader.accept('diststyle')) {
    reader.next()
    return true
  }
  if (reader.accept('encode', 'auto') || reader.accept('sortkey', 'auto')) return true
  const kind = reader.sees('compound', 'sortkey') || reader.sees('interleaved', 'sortkey')
  if (kind) reader.next()
  if (!kind && !reader.sees('distkey') && !reader.sees('sortkey')) return false
  reader.next()
  const columns = reader.group() ?? []
  keys.push(...columns.filter((token) => token.text !== ',').map((token) => token.value))
  return true
}
