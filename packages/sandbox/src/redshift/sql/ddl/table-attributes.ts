import { RedshiftError } from '../../redshift-error.js'
import { syntaxError } from '../tokens/syntax-error.js'
import type { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'
import type { DistStyle, TableStorage } from './table-storage.js'

/** How a table is stored and distributed, as CREATE TABLE states it after the columns. */
interface TableAttributes {
  readonly storage: TableStorage
  /** What leaves all of it out. */
  readonly edits: readonly Edit[]
}

/** Steps over all such attributes, up to AS or the end. */
export function readTableAttributes(reader: TokenReader): TableAttributes {
  let storage: TableStorage = {}
  const edits: Edit[] = []
  for (let first = reader.peek(); first; first = reader.peek()) {
    const attribute = readAttribute(reader)
    if (!attribute) break
    storage = { ...storage, ...attribute }
    edits.push({ start: first.start, end: reader.peek(-1)?.end ?? first.end, text: '' })
  }
  return { storage, edits }
}

/** Steps over a distribution, as it follows the word DISTSTYLE. */
export function readDistStyle(reader: TokenReader): DistStyle {
  return readWord(reader, ['auto', 'even', 'key', 'all'])
}

/** Steps over a list of columns in parentheses. */
export function readKey(reader: TokenReader): string[] {
  const columns = reader.group()?.filter((token) => token.text !== ',') ?? []
  if (columns.length === 0) throw syntaxError(reader.peek())
  return columns.map((token) => token.value)
}

function readAttribute(reader: TokenReader): TableStorage | undefined {
  if (reader.accept('backup')) {
    return { backup: readWord(reader, ['yes', 'no']) === 'yes' }
  }
  if (reader.accept('diststyle')) return { distStyle: readDistStyle(reader) }
  if (reader.accept('encode', 'auto') || reader.accept('sortkey', 'auto')) return {}
  if (reader.accept('distkey')) {
    const [distKey = '', second] = readKey(reader)
    if (second === undefined) return { distKey }
    throw new RedshiftError('DISTKEY names one column', { code: '42601' })
  }
  const interleaved = reader.accept('interleaved', 'sortkey')
  if (!interleaved && !reader.accept('compound', 'sortkey') && !reader.accept('sortkey')) return undefined
  return { sortKey: readKey(reader), interleaved }
}

function readWord<W extends string>(reader: TokenReader, words: readonly W[]): W {
  const found = words.find((word) => reader.accept(word))
  if (found !== undefined) return found
  throw syntaxError(reader.peek())
}
