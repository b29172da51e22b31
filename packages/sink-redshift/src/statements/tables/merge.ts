import {
  parseColumnType,
  type MergeDeletion,
  type MergeOptions,
  type Statement,
  type Target,
} from '@arbalest/core/plugin'
import { quoteIdentifier, quoteLiteral, quoteTable, splitTable } from '../syntax/quote.js'

/** Types whose values cannot be compared with each other (https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html). */
const INCOMPARABLE = /^(?:super|geometry|geography|hllsketch)/

/** Counts the rows of `staged` without a value in a column of the key, and the keys that several rows have. */
export function countKeys(staged: string, { key }: MergeOptions): Statement {
  const names = list(key)
  const isNull = key.map((name) => `${quoteIdentifier(name)} is null`).join(' or ')
  return {
    text:
      `select sum(case when ${isNull} then "rows" else 0 end) as "nulls", ` +
      `sum(case when "rows" > 1 then 1 else 0 end) as "several" ` +
      `from (select ${names}, count(*) as "rows" from ${quoteTable(staged)} group by ${names}) as "keys"`,
  }
}

/** Counts the keys of `staged` of which several rows are equally late and differ. */
export function countTies({ table, columns }: Target, { key, order }: MergeOptions): Statement {
  const names = list(key)
  const compared = columns.filter(({ type }) => !INCOMPARABLE.test(parseColumnType(type)))
  const all = list(compared.map(({ name }) => name))
  return {
    text:
      `select count(*) as "ties" from (select ${names} from (select distinct ${all} from ` +
      `(select ${all}, rank() over (partition by ${names} order by ${quoteIdentifier(order!)} desc nulls last) ` +
      `as "arbalest_rank" from ${quoteTable(table)}) as "ranked" where "arbalest_rank" = 1) as "latest" ` +
      `group by ${names} having count(*) > 1) as "keys"`,
  }
}

/** Makes a temporary table of the latest row of each key of `staged`. */
export function keepLatest(
  name: string,
  { table, columns }: Target,
  { key, order }: MergeOptions,
): Statement {
  const all = list(columns.map((column) => column.name))
  return {
    text:
      `create temporary table ${quoteIdentifier(name)} as select ${all} from (select ${all}, row_number() over ` +
      `(partition by ${list(key)} order by ${quoteIdentifier(order!)} desc nulls last) as "arbalest_rank" ` +
      `from ${quoteTable(table)}) as "ranked" where "arbalest_rank" = 1`,
  }
}

/** Deletes the rows of `from` that are earlier than those of their keys in `into`. */
export function deleteEarlier(into: string, from: string, { key, order }: MergeOptions): Statement {
  const [own, other] = [columnIn(from, order!), columnIn(into, order!)]
  return {
    text: `${deleteMatching(from, into, key)} and (${other} > ${own} or (${own} is null and ${other} is not null))`,
  }
}

/** Deletes the rows of `into` whose keys `from` has: those of its deletions, if `only` says so. */
export function deleteByKey(
  into: string,
  from: string,
  { key, delete: deletion }: MergeOptions,
  only?: 'deletions',
): Statement {
  const deleted = only && deletion ? ` and ${isDeletion(deletion, from)}` : ''
  return { text: `${deleteMatching(into, from, key)}${deleted}` }
}

/** Deletes those deletions from `from` whose keys `into` has. */
export function deleteDeletions(
  into: string,
  from: string,
  { key }: MergeOptions,
  deletion: MergeDeletion,
): Statement {
  return { text: `${deleteMatching(from, into, key)} and ${isDeletion(deletion, from)}` }
}

/** Has the rows of `into` that `from` deletes kept as deleted. */
export function keepDeleted(
  into: string,
  from: string,
  { key, order }: MergeOptions,
  { column, value, keep }: MergeDeletion,
): Statement {
  const at = columnIn(from, order!)
  const changes = [
    `${quoteIdentifier(keep!)} = ${at}`,
    `${quoteIdentifier(order!)} = ${at}`,
    `${quoteIdentifier(column)} = ${columnIn(from, column)}`,
  ]
  return {
    text: `update ${quoteTable(into)} set ${changes.join(', ')} from ${quoteTable(from)} where ${matching(into, from, key)} and ${isDeletion({ column, value }, from)}`,
  }
}

/** Inserts the rows of `from`; deletions only if they are kept. */
export function insertMerged(
  { table, columns }: Target,
  from: string,
  { order, delete: deletion }: MergeOptions,
): Statement {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const values = columns.map(({ name }, index) =>
    name === deletion?.keep
      ? `case when ${isDeletion(deletion, from)} then ${quoteIdentifier(order!)} end`
      : names[index]!,
  )
  const where =
    deletion && deletion.keep === undefined
      ? ` where ${columnIn(from, deletion.column)} is null or not (${isDeletion(deletion, from)})`
      : ''
  return {
    text: `insert into ${quoteTable(table)} (${names.join(', ')}) select ${values.join(', ')} from ${quoteTable(from)}${where}`,
  }
}

/** Counts the rows of a table. */
export function countRows(table: string): Statement {
  return { text: `select count(*) as "rows" from ${quoteTable(table)}` }
}

/** Counts the deletions among the rows of `from`. */
export function countDeletions(from: string, deletion: MergeDeletion): Statement {
  return { text: `select count(*) as "rows" from ${quoteTable(from)} where ${isDeletion(deletion, from)}` }
}

function deleteMatching(table: string, other: string, key: readonly string[]): string {
  return `delete from ${quoteTable(table)} using ${quoteTable(other)} where ${matching(table, other, key)}`
}

function matching(table: string, other: string, key: readonly string[]): string {
  return key.map((name) => `${columnIn(table, name)} = ${columnIn(other, name)}`).join(' and ')
}

function isDeletion({ column, value }: Pick<MergeDeletion, 'column' | 'value'>, from: string): string {
  return `${columnIn(from, column)} = ${quoteLiteral(value)}`
}

/** A column of a table that a statement names: by the table's name without its schema. */
function columnIn(table: string, column: string): string {
  return `${quoteIdentifier(splitTable(table).name)}.${quoteIdentifier(column)}`
}

function list(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ')
}
