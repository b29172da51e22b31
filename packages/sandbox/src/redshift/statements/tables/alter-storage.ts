import { RedshiftError } from '../../redshift-error.js'
import { readEncoding } from '../../sql/ddl/encodings.js'
import { readDistStyle, readKey } from '../../sql/ddl/table-attributes.js'
import { keepStorage, type TableStorage } from '../../sql/ddl/table-storage.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import type { TokenReader } from '../../sql/tokens/token-reader.js'
import { quoteName } from '../../sql/writing/names.js'
import { runAtomically } from '../context/atomically.js'
import type { Task } from '../context/context.js'
import { storedColumns, type StoredColumn } from './stored-columns.js'

/**
 * ALTER TABLE ALTER of what concerns storage alone, one clause or several, from the word after the first
 * ALTER on. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html
 */
export function alterStorageTask(table: readonly string[], reader: TokenReader): Task {
  const changes: TableStorage[] = []
  do changes.push(readChange(reader))
  while (reader.accept(',', 'alter'))
  if (reader.peek()) throw syntaxError(reader.peek())
  return async (context) => {
    const columns = await storedColumns(context, table)
    for (const change of changes) check(change, columns)
    await runAtomically(context, [
      // Changes nothing, but locks the table, and finds out whether one may.
      `alter table ${table.map(quoteName).join('.')} set without oids`,
      ...changes.flatMap((change) => [...keepStorage(table, change)]),
    ])
    return 'ALTER TABLE'
  }
}

function readChange(reader: TokenReader): TableStorage {
  if (reader.accept('column')) {
    const column = reader.word()
    reader.expect('encode')
    const encoding = readEncoding(reader, column)
    return { encodings: new Map(encoding ? [[column, encoding]] : []) }
  }
  if (reader.accept('distkey')) return { distKey: reader.word() }
  if (reader.accept('diststyle')) {
    const distStyle = readDistStyle(reader)
    if (distStyle !== 'key') return { distStyle }
    reader.expect('distkey')
    return { distKey: reader.word() }
  }
  // Both leave the table as it is, for now.
  if (reader.accept('encode', 'auto') || reader.accept('sortkey', 'auto')) return {}
  if (reader.accept('sortkey', 'none')) return { sortKey: [] }
  reader.accept('compound')
  reader.expect('sortkey')
  return { sortKey: readKey(reader) }
}

function check(change: TableStorage, columns: readonly StoredColumn[]): void {
  const interleaved = columns.some(({ sortKey }) => sortKey < 0)
  const { distStyle, distKey, encodings } = change
  const distributes = distKey !== undefined || (distStyle !== undefined && distStyle !== 'auto')
  if (interleaved && (distributes || encodings)) {
    throw new RedshiftError(
      'ALTER DISTKEY, DISTSTYLE and ENCODE are not supported for a table with an interleaved sort key',
      { code: '0A000' },
    )
  }
  for (const [name, encoding] of encodings ?? []) {
    if (columns.some((column) => column.name === name && column.encoding === encoding))
      throw new RedshiftError(`column "${name}" has the encoding ${encoding} already`, { code: '0A000' })
  }
}
