import {
  counted,
  SinkError,
  type Merged,
  type MergeDeletion,
  type MergeOptions,
  type Target,
} from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteName, quoteTable, quoteText } from '../quote.js'
import { query } from '../state/state-tables.js'

/** The latest of the rows to merge, of each key one that is no deletion, and one that is. */
const LATEST = 'temp.latest'

/** Merges the rows of `staged` into `target`, which both exist, as the verb `merge` does, and drops `staged`. */
export async function mergeRows(
  connection: DuckDBConnection,
  target: Target,
  staged: Target,
  options: MergeOptions,
): Promise<Merged> {
  await refuseKeys(connection, staged, options)
  const { key, order, delete: deletion } = options
  const changed = async (statement: string) => (await connection.run(statement)).rowsChanged
  const [old, latest] = [`${quoteTable(target.table)} as old`, `${LATEST} as new`]
  const isOfKey = key.map((name) => `old.${quoteName(name)} = new.${quoteName(name)}`).join(' and ')
  const isLive = deletion ? `not ${isDeletion(deletion)}` : 'true'

  const lastFirst = order === undefined ? '' : `order by ${quoteName(order)} desc nulls last`
  await connection.run(
    `create temp table ${LATEST} as from ${quoteTable(staged.table)} as new
      qualify row_number() over (partition by ${list(key)}, ${isLive} ${lastFirst}) = 1`,
  )
  if (order !== undefined) {
    await connection.run(`delete from ${latest} using ${old} where ${isOfKey} and ${isLater(order)}`)
  }
  const updated = await changed(`delete from ${old} using ${latest} where ${isOfKey} and ${isLive}`)
  const live = await changed(`${insertInto(target, deletion, 'null')} where ${isLive}`)
  const deleted = deletion ? await deleteRows() : 0
  for (const table of [LATEST, quoteTable(staged.table)]) await connection.run(`drop table ${table}`)
  return { inserted: live - updated, updated, deleted }

  async function deleteRows(): Promise<number> {
    const { column, keep } = deletion!
    const isDeleted = `${isOfKey} and not ${isLive}${order === undefined ? '' : ` and not ${isLater(order)}`}`
    if (keep === undefined) return await changed(`delete from ${old} using ${latest} where ${isDeleted}`)
    const at = `new.${quoteName(order!)}`
    const values = [
      `${quoteName(keep)} = ${at}`,
      `${quoteName(order!)} = ${at}`,
      `${quoteName(column)} = new.${quoteName(column)}`,
    ]
    const kept = await changed(`update ${old} set ${values.join(', ')} from ${latest} where ${isDeleted}`)
    const isNew = `not exists (from ${old} where ${isOfKey})`
    return kept + (await changed(`${insertInto(target, deletion, at)} where not ${isLive} and ${isNew}`))
  }
}

/** Throws `SinkError` if a row to merge has no key, or if of several of one key none is the later one, and they differ. */
export async function refuseKeys(
  connection: DuckDBConnection,
  { table }: Target,
  { key, order }: MergeOptions,
): Promise<void> {
  const names = list(key)
  const rows = quoteTable(table)
  const lacking = key.map((name) => `${quoteName(name)} is null`).join(' or ')
  const nulls = await count(connection, `from ${rows} where ${lacking}`)
  if (nulls > 0)
    throw invalid(
      `${counted(nulls, 'of the rows to merge has', 'of the rows to merge have')} no value in a column of their key, ${names}`,
    )
  const latest =
    order === undefined
      ? `from ${rows}`
      : `from (select distinct * from (from ${rows} qualify rank() over (partition by ${names} order by ${quoteName(order)} desc nulls last) = 1))`
  const several = await count(connection, `from (select ${names} ${latest} group by all having count(*) > 1)`)
  if (several === 0) return
  const have = several === 1 ? 'has' : 'have'
  throw invalid(
    order === undefined
      ? `${counted(several, 'key')} (${names}) ${have} several of the rows to merge, and without an order none of them is the later one`
      : `${counted(several, 'key')} (${names}) ${have} several of the rows to merge with the same "${order}", which differ`,
  )
}

async function count(connection: DuckDBConnection, from: string): Promise<number> {
  const [row] = await query(connection, `select count(*) as "rows" ${from}`)
  return Number(row?.['rows'])
}

/** Inserts the latest rows into a table, with `kept` in the column that keeps deletions. */
function insertInto({ table, columns }: Target, deletion: MergeDeletion | undefined, kept: string): string {
  const values = columns.map(({ name }) => (name === deletion?.keep ? kept : `new.${quoteName(name)}`))
  return `insert into ${quoteTable(table)} (${list(columns.map(({ name }) => name))}) select ${values.join(', ')} from ${LATEST} as new`
}

/** Whether the table's row is later than that to merge; never NULL. */
function isLater(order: string): string {
  const [old, other] = [`old.${quoteName(order)}`, `new.${quoteName(order)}`]
  return `(${old} is not null and (${other} is null or ${old} > ${other}))`
}

/** Whether a row to merge is a deletion; never NULL. */
function isDeletion({ column, value }: MergeDeletion): string {
  const name = `new.${quoteName(column)}`
  return `(${name} is not null and ${name} = ${quoteText(value)})`
}

function list(names: readonly string[]): string {
  return names.map(quoteName).join(', ')
}

function invalid(what: string): SinkError {
  return new SinkError(
    'KEY_INVALID',
    `${what}. Nothing of this transaction is loaded. Correct the objects, or the key and the order of the strategy.`,
  )
}
