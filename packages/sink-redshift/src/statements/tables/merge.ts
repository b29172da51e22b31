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

/** Makes a temporary table of the latest row of each key of `staged`, and of its latest deletion. */
export function keepLatest(
  name: string,
  { table, columns }: Target,
  { key, order, delete: deletion }: MergeOptions,
): Statement {
  const all = list(columns.map((column) => column.name))
  const kind = deletion ? `, case when ${isDeletion(deletion)} then 1 else 0 end` : ''
  return {
    text:
      `create temporary table ${quoteIdentifier(name)} as select ${all} from (select ${all}, row_number() over ` +
      `(partition by ${list(key)}${kind} order by ${quoteIdentifier(order!)} desc nulls last) as "arbalest_rank" ` +
      `from ${quoteTable(table)}) as "ranked" where "arbalest_rank" = 1`,
  }
}

/** Deletes the rows of `from` that are earlier than those of their keys in `into`. */
export function deleteEarlier(into: string, from: string, { key, order }: MergeOptions): Statement {
  return { text: `${deleteMatching(from, into, key)} and ${isLater(into, from, order!)}` }
}

/** Deletes the rows of `into` that those of `from` replace. */
export function deleteReplaced(
  into: string,
  from: string,
  { key, delete: deletion }: MergeOptions,
): Statement {
  return {
    text: `${deleteMatching(into, from, key)}${deletion ? ` and not ${isSurelyDeletion(deletion, from)}` : ''}`,
  }
}

/** Inserts the rows of `from` that are no deletions, with no deletion in the column that keeps those. */
export function insertLive(into: Target, from: string, { delete: deletion }: MergeOptions): Statement {
  const where = deletion ? ` where not ${isSurelyDeletion(deletion, from)}` : ''
  return { text: `${insertInto(into, from, deletion, () => 'null')}${where}` }
}

/** Deletes the rows of `into` that `from` deletes, and that are not later. */
export function deleteDeleted(
  into: string,
  from: string,
  { key, order }: MergeOptions,
  deletion: MergeDeletion,
): Statement {
  return {
    text: `${deleteMatching(into, from, key)} and ${isDeletion(deletion, from)}${unlessLater(into, from, order)}`,
  }
}

/** Has the rows of `into` kept as deleted that `from` deletes, and that are not later. */
export function keepDeleted(
  into: string,
  from: string,
  options: MergeOptions,
  deletion: MergeDeletion,
): Statement {
  const { column, keep } = deletion
  const { order } = options
  const at = columnIn(from, order!)
  const changes = [
    `${quoteIdentifier(keep!)} = ${at}`,
    `${quoteIdentifier(order!)} = ${at}`,
    `${quoteIdentifier(column)} = ${columnIn(from, column)}`,
  ]
  return {
    text: `update ${quoteTable(into)} set ${changes.join(', ')} from ${quoteTable(from)} where ${deletes(into, from, options, deletion)}`,
  }
}

/** Counts the rows of `into` that {@link keepDeleted} keeps as deleted. */
export function countDeleted(
  into: string,
  from: string,
  options: MergeOptions,
  deletion: MergeDeletion,
): Statement {
  return {
    text: `select count(*) as "rows" from ${quoteTable(into)}, ${quoteTable(from)} where ${deletes(into, from, options, deletion)}`,
  }
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

/** Inserts the deletions of `from`, as rows that are kept as deleted. */
export function insertDeletions(
  into: Target,
  from: string,
  { order }: MergeOptions,
  deletion: MergeDeletion,
): Statement {
  const rows = insertInto(into, from, deletion, () => quoteIdentifier(order!))
  return { text: `${rows} where ${isDeletion(deletion, from)}` }
}

/** Counts the rows of a table. */
export function countRows(table: string): Statement {
  return { text: `select count(*) as "rows" from ${quoteTable(table)}` }
}

function insertInto(
  { table, columns }: Target,
  from: string,
  deletion: MergeDeletion | undefined,
  kept: () => string,
): string {
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const values = columns.map(({ name }, index) => (name === deletion?.keep ? kept() : names[index]!))
  return `insert into ${quoteTable(table)} (${names.join(', ')}) select ${values.join(', ')} from ${quoteTable(from)}`
}

function deletes(into: string, from: string, { key, order }: MergeOptions, deletion: MergeDeletion): string {
  return `${matching(into, from, key)} and ${isDeletion(deletion, from)}${unlessLater(into, from, order)}`
}

function deleteMatching(table: string, other: string, key: readonly string[]): string {
  return `delete from ${quoteTable(table)} using ${quoteTable(other)} where ${matching(table, other, key)}`
}

function matching(table: string, other: string, key: readonly string[]): string {
  return key.map((name) => `${columnIn(table, name)} = ${columnIn(other, name)}`).join(' and ')
}

/** Whether the row of `table` is later than that of `other`; never NULL. */
function isLater(table: string, other: string, order: string): string {
  const [own, against] = [columnIn(table, order), columnIn(other, order)]
  return `(${own} is not null and (${against} is null or ${own} > ${against}))`
}

function unlessLater(into: string, from: string, order: string | undefined): string {
  return order === undefined ? '' : ` and not ${isLater(into, from, order)}`
}

function isDeletion({ column, value }: MergeDeletion, from?: string): string {
  const name = from === undefined ? quoteIdentifier(column) : columnIn(from, column)
  return `${name} = ${quoteLiteral(value)}`
}

/** As {@link isDeletion}, but false for a row without a value there. */
function isSurelyDeletion(deletion: MergeDeletion, from: string): string {
  return `(${columnIn(from, deletion.column)} is not null and ${isDeletion(deletion, from)})`
}

/** A column of a table that a statement names: by the table's name without its schema. */
function columnIn(table: string, column: string): string {
  return `${quoteIdentifier(splitTable(table).name)}.${quoteIdentifier(column)}`
}

function list(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ')
}
