import { RedshiftError } from '../../redshift-error.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import type { TokenReader } from '../../sql/tokens/token-reader.js'
import { quoteName } from '../../sql/writing/names.js'
import type { Task } from '../context/context.js'
import { storedColumns } from './stored-columns.js'

/** ALTER TABLE DROP COLUMN: one a statement, and none of a key. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html */
export function dropColumnTask(table: readonly string[], reader: TokenReader): Task {
  reader.accept('column')
  const column = reader.word()
  const cascade = reader.accept('cascade')
  if (!cascade) reader.accept('restrict')
  if (reader.peek()) throw syntaxError(reader.peek())
  return async (context) => {
    const columns = await storedColumns(context, table)
    const stored = columns.find(({ name }) => name === column)
    const key = stored?.distKey ? 'distkey' : stored?.sortKey ? 'sortkey' : undefined
    if (key) throw new RedshiftError(`cannot drop ${key} column "${column}"`, { code: '0A000' })
    const name = table.map(quoteName).join('.')
    await context.query(`alter table ${name} drop column ${quoteName(column)}${cascade ? ' cascade' : ''}`)
    return 'ALTER TABLE'
  }
}
