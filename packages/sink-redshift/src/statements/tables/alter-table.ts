import type { Column, Statement } from '@arbalest/core'
import type { RedshiftTableStorage } from '../../options/target-storage.js'
import { quoteIdentifier, quoteTable } from '../syntax/quote.js'
import { defineTargetColumn } from './column-definition.js'

// What ALTER TABLE can do: https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html

/** Adds a column. Existing rows get its default; NULL if it has none. */
export function addColumn(
  table: string,
  { name, type, default: value, storage, notNull }: Column,
): Statement {
  // Without a default, existing rows could only be NULL.
  const required = notNull && value !== undefined
  const column = defineTargetColumn({ name, type, default: value, storage, notNull: required })
  return { text: `alter table ${quoteTable(table)} add column ${column}` }
}

/** Lengthens a VARCHAR column. */
export function lengthenColumn(table: string, column: string, type: string): Statement {
  return { text: `alter table ${quoteTable(table)} alter column ${quoteIdentifier(column)} type ${type}` }
}

/** Gives a column another encoding. */
export function encodeColumn(table: string, column: string, encoding: string): Statement {
  return {
    text: `alter table ${quoteTable(table)} alter column ${quoteIdentifier(column)} encode ${encoding}`,
  }
}

/** Distributes the rows of a table by its `distKey` or `distStyle`. */
export function distribute(table: string, { distKey, distStyle }: RedshiftTableStorage): Statement {
  const how = distKey === undefined ? `diststyle ${distStyle}` : `distkey ${quoteIdentifier(distKey)}`
  return { text: `alter table ${quoteTable(table)} alter ${how}` }
}

/** Gives a table a compound sort key of these columns. */
export function sort(table: string, columns: readonly string[]): Statement {
  return {
    text: `alter table ${quoteTable(table)} alter compound sortkey (${columns.map(quoteIdentifier).join(', ')})`,
  }
}
