import type { RowRange, Statement, Target } from '@arbalest/core/plugin'
import { quoteIdentifier, quoteTable } from '../syntax/quote.js'
import { constantExpression } from './constant.js'

/** Deletes all rows, or those in `range`. */
export function deleteRows(table: string, range?: RowRange): Statement {
  return {
    text: `delete from ${quoteTable(table)}${range ? ` where ${within(range)}` : ''}`,
    ...bounds(range),
  }
}

/** Which rows are inserted, and in which order. */
export interface Insertion {
  /** Default: all rows. */
  readonly range?: RowRange | undefined
  /** The column that they are ordered by. Default: any order. */
  readonly sortedBy?: string | undefined
}

/** Inserts rows of `staged` into `target`. */
export function insertRows(target: Target, staged: string, { range, sortedBy }: Insertion = {}): Statement {
  const columns = target.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const where = range ? ` where ${within(range)}` : ''
  const order = sortedBy === undefined ? '' : ` order by ${quoteIdentifier(sortedBy)}`
  return {
    text: `insert into ${quoteTable(target.table)} (${columns}) select ${columns} from ${quoteTable(staged)}${where}${order}`,
    ...bounds(range),
  }
}

/** Inserts the rows of `bare` into `into`, and the constants of the columns that `bare` does not have. */
export function insertWithConstants({ table, columns }: Target, bare: string): Statement {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const values = columns.map((column, index) =>
    column.constant === undefined ? names[index]! : constantExpression(column),
  )
  return {
    text: `insert into ${quoteTable(table)} (${names.join(', ')}) select ${values.join(', ')} from ${quoteTable(bare)}`,
  }
}

/** Counts the rows of `table` that are outside `range`: all of them, those with NULL, and the lowest value of the others. */
export function countOutside(table: string, range: RowRange): Statement {
  const column = quoteIdentifier(range.column)
  return {
    text:
      `select count(*) as "rows", sum(case when ${column} is null then 1 else 0 end) as "nulls", ` +
      `cast(min(${column}) as varchar) as "example" from ${quoteTable(table)} ` +
      `where ${column} is null or not (${within(range)})`,
    ...bounds(range),
  }
}

function within({ column, to }: RowRange): string {
  const name = quoteIdentifier(column)
  return to === undefined ? `${name} >= $1` : `${name} >= $1 and ${name} < $2`
}

function bounds(range?: RowRange): Pick<Statement, 'values'> {
  if (!range) return {}
  return { values: range.to === undefined ? [range.from] : [range.from, range.to] }
}

/** Finds one row of a table, if it has any. */
export function anyRow(table: string): Statement {
  return { text: `select 1 as "found" from ${quoteTable(table)} limit 1` }
}
