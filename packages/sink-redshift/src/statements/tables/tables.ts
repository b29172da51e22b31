import { parseColumnType, type Statement, type Target } from '@arbalest/core/plugin'
import { storageOf, type RedshiftTableStorage } from '../../options/target-storage.js'
import { defineColumn, defineTargetColumn } from './column-definition.js'
import { constantExpression } from './constant.js'
import { quoteIdentifier, quoteTable, splitTable } from '../syntax/quote.js'

/** Makes the table of `target`, if it does not exist. */
export function createTable(target: Target): Statement {
  const { table, columns } = target
  const all = columns.map(defineTargetColumn).join(', ')
  return {
    text: [
      `create table if not exists ${quoteTable(table)} (${all})`,
      ...tableAttributes(storageOf(target)),
    ].join(' '),
  }
}

/** As {@link createTable}, with a line for each column, for a person to read. */
export function showTable(target: Target): Statement {
  const { table, columns } = target
  const all = columns.map((column) => `\n  ${defineTargetColumn(column)}`).join(',')
  return {
    text: [
      `create table if not exists ${quoteTable(table)} (${all}\n)`,
      ...tableAttributes(storageOf(target)),
    ].join('\n'),
  }
}

/** Makes a temporary table with the columns of `target`. A constant is its column's default, which COPY leaves there. */
export function createTemporary(name: string, { columns }: Target): Statement {
  const all = columns.map((column) =>
    column.constant === undefined
      ? defineTargetColumn(column)
      : defineColumn({
          ...column,
          default: constantExpression(column),
          type: parseColumnType(column.type),
          encode: column.storage?.encode,
        }),
  )
  return { text: `create temporary table ${quoteIdentifier(name)} (${all.join(', ')})` }
}

/** Makes a table with all that `like` has: columns, defaults, distribution and sort keys. */
export function createLike(table: string, like: string): Statement {
  return { text: `create table ${quoteTable(table)} (like ${quoteTable(like)} including defaults)` }
}

/** Makes an empty temporary table with all that `like` has. */
export function createTemporaryLike(name: string, like: string): Statement {
  return {
    text: `create temporary table ${quoteIdentifier(name)} (like ${quoteTable(like)} including defaults)`,
  }
}

/**
 * The attributes of a table as CREATE TABLE has them after the columns, in the order of
 * https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html.
 */
export function* tableAttributes({
  backup,
  distStyle,
  distKey,
  sortKey,
  sortStyle,
}: RedshiftTableStorage): Generator<string> {
  if (backup !== undefined) yield `backup ${backup ? 'yes' : 'no'}`
  if (distStyle !== undefined || distKey !== undefined) yield `diststyle ${distStyle ?? 'key'}`
  if (distKey !== undefined) yield `distkey (${quoteIdentifier(distKey)})`
  if (sortKey === 'auto') yield 'sortkey auto'
  else if (sortKey !== undefined)
    yield `${sortStyle ? `${sortStyle} ` : ''}sortkey (${sortKey.map(quoteIdentifier).join(', ')})`
}

/** Drops a table; refused if a view depends on it. */
export function dropTable(table: string): Statement {
  return { text: `drop table ${quoteTable(table)}` }
}

/** Gives a table another name, within its schema. */
export function renameTable(table: string, name: string): Statement {
  return { text: `alter table ${quoteTable(table)} rename to ${quoteIdentifier(splitTable(name).name)}` }
}

/** Makes every other transaction that locks this table wait. */
export function lockTable(table: string): Statement {
  return { text: `lock table ${quoteTable(table)}` }
}

/** Makes a table that is only there to be locked. */
export function createLock(table: string): Statement {
  return { text: `create table if not exists ${quoteTable(table)} ("nothing" boolean)` }
}
