import type { CopyTable } from '../../copy/statement/copy-table.js'
import { RedshiftError } from '../../redshift-error.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import type { TokenReader } from '../../sql/tokens/token-reader.js'
import { quoteName } from '../../sql/writing/names.js'
import { runAtomically } from '../context/atomically.js'
import type { Context, Task } from '../context/context.js'
import { describeTable } from './describe-table.js'
import { storedColumns, type StoredColumn } from './stored-columns.js'

/**
 * ALTER TABLE APPEND: moves all rows of one table to another, and commits.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE_APPEND.html
 */
export function appendTask(targetName: readonly string[], reader: TokenReader): Task {
  const sourceName = reader.name()
  if (!sourceName) throw syntaxError(reader.peek())
  const ignoreExtra = reader.accept('ignoreextra')
  const fillTarget = reader.accept('filltarget')
  if (reader.peek()) throw syntaxError(reader.peek())
  return async (context) => {
    if (context.inBlock) {
      throw new RedshiftError('ALTER TABLE APPEND cannot run inside a transaction block', { code: '25001' })
    }
    const target = await table(context, targetName)
    const source = await table(context, sourceName)
    if (target.distStyle !== source.distStyle)
      throw mismatch(`table "${source.name}" is distributed otherwise than table "${target.name}"`)
    const columns = commonColumns(target, source)
    if (columns.length < source.columns.length && !ignoreExtra) {
      throw mismatch(
        `table "${source.name}" has columns that table "${target.name}" has not; see IGNOREEXTRA`,
      )
    }
    if (columns.length < target.columns.length && !fillTarget) {
      throw mismatch(`table "${target.name}" has columns that table "${source.name}" has not; see FILLTARGET`)
    }
    const names = columns.map(quoteName).join(', ')
    const [to, from] = [qualified(target), qualified(source)]
    await runAtomically(context, [
      `lock table ${to}, ${from}`,
      `insert into ${to} (${names}) overriding system value select ${names} from ${from}`,
      `truncate ${from}`,
    ])
    if (context.inPipeline) await context.query('commit')
    return 'ALTER TABLE'
  }
}

interface AppendTable extends CopyTable {
  readonly columns: readonly (CopyTable['columns'][number] & StoredColumn)[]
  readonly distStyle: string | null | undefined
}

async function table(context: Context, name: readonly string[]): Promise<AppendTable> {
  const stored = new Map((await storedColumns(context, name)).map((column) => [column.name, column]))
  const found = await describeTable(context, name)
  if (!found) throw new RedshiftError(`relation "${name.join('.')}" does not exist`, { code: '42P01' })
  const [row] = await context.query(
    `select releffectivediststyle from pg_catalog.pg_class_info where reloid = ${found.oid}`,
  )
  const columns = found.columns.map((column) => ({ ...column, ...stored.get(column.name)! }))
  return { ...found, columns, distStyle: row?.[0] }
}

function commonColumns(target: AppendTable, source: AppendTable): string[] {
  const known = new Map(target.columns.map((column) => [column.name, attributesOf(column)]))
  const common = source.columns.filter(({ name }) => known.has(name))
  const other = common.find((column) => known.get(column.name) !== attributesOf(column))
  if (other)
    throw mismatch(`column "${other.name}" is otherwise in "${target.name}" than in "${source.name}"`)
  return common.map(({ name }) => name)
}

function attributesOf(column: AppendTable['columns'][number]): string {
  const { type, length, precision, scale, notNull, encoding, distKey, sortKey } = column
  return JSON.stringify([type, length, precision, scale, notNull, encoding, distKey, sortKey])
}

function qualified({ schema, name }: CopyTable): string {
  return `${quoteName(schema)}.${quoteName(name)}`
}

function mismatch(reason: string): RedshiftError {
  return new RedshiftError(`ALTER TABLE APPEND failed: ${reason}`, { code: '0A000' })
}
