import { parseColumnType, type Range, type Statement, type Target } from '@arbalest/core'
import { quoteIdentifier, quoteTable, splitTable } from '../quote.js'

/** Whether `table` is there to be seen: one row if so, else none. */
export function findTable(table: string): Statement {
  const { schema, name } = splitTable(table.toLowerCase())
  const from = 'select 1 from pg_catalog.pg_class as c'
  return schema === undefined
    ? { text: `${from} where c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid)`, values: [name] }
    : {
        text: `${from} join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and n.nspname = $2`,
        values: [name, schema],
      }
}

/** Makes `target`, unless another has just done so. */
export function createTable(target: Target): Statement {
  return { text: `create table if not exists ${quoteTable(target.table)} (${definitions(target)})` }
}

/** Makes a table of `target`'s columns that only this session sees. */
export function createTemporary(name: string, target: Target): Statement {
  return { text: `create temporary table ${quoteIdentifier(name)} (${definitions(target)})` }
}

/** Makes a table with all that `like` has: columns, defaults, distribution and sort keys. */
export function createLike(table: string, like: string): Statement {
  return { text: `create table ${quoteTable(table)} (like ${quoteTable(like)} including defaults)` }
}

function definitions({ columns }: Target): string {
  return columns.map(({ name, type }) => `${quoteIdentifier(name)} ${parseColumnType(type)}`).join(', ')
}

/** Takes a table away; refused where a view depends on it. */
export function dropTable(table: string): Statement {
  return { text: `drop table ${quoteTable(table)}` }
}

/** Gives a table another name in its schema. */
export function renameTable(table: string, name: string): Statement {
  return { text: `alter table ${quoteTable(table)} rename to ${quoteIdentifier(splitTable(name).name)}` }
}

/** Deletes all rows, or those in `range`. */
export function deleteRows(table: string, range?: Range): Statement {
  const text = `delete from ${quoteTable(table)}`
  if (!range) return { text }
  const column = quoteIdentifier(range.column)
  return { text: `${text} where ${column} >= $1 and ${column} < $2`, values: [range.from, range.to] }
}

/** Inserts all rows of `staged` into `target`, in the order of `sortedBy` if given. */
export function insertRows(target: Target, staged: string, sortedBy?: string): Statement {
  const columns = target.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  const order = sortedBy === undefined ? '' : ` order by ${quoteIdentifier(sortedBy)}`
  return {
    text: `insert into ${quoteTable(target.table)} (${columns}) select ${columns} from ${quoteTable(staged)}${order}`,
  }
}

/** Counts the rows of `table` that are not in `range`: how many, how many for being NULL, and one of the others. */
export function countOutside(table: string, range: Range): Statement {
  const column = quoteIdentifier(range.column)
  return {
    text:
      `select count(*) as "rows", sum(case when ${column} is null then 1 else 0 end) as "nulls", ` +
      `cast(min(${column}) as varchar) as "example" from ${quoteTable(table)} ` +
      `where ${column} is null or ${column} < $1 or ${column} >= $2`,
    values: [range.from, range.to],
  }
}
