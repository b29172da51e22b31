import type { Column, Statement, Target } from '@arbalest/core'
import { quoteIdentifier, quoteTable } from './quote.js'
import { definition } from './tables.js'

// What ALTER TABLE can do: https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html

/** Adds a column, which has its default in the rows that are there, and NULL where it has none. */
export function addColumn(table: string, { name, type, default: value, encode, notNull }: Column): Statement {
  // Rows that are there need a value from somewhere.
  const required = notNull && value !== undefined
  const column = definition({ name, type, default: value, encode, notNull: required })
  return { text: `alter table ${quoteTable(table)} add column ${column}` }
}

/** Lengthens a VARCHAR column. */
export function lengthenColumn(table: string, column: string, type: string): Statement {
  return { text: `alter table ${quoteTable(table)} alter column ${quoteIdentifier(column)} type ${type}` }
}

/** Compresses a column otherwise. */
export function encodeColumn(table: string, column: string, encoding: string): Statement {
  return {
    text: `alter table ${quoteTable(table)} alter column ${quoteIdentifier(column)} encode ${encoding}`,
  }
}

/** Distributes the rows of `target` as it says. */
export function distribute({ table, distKey, distStyle }: Target): Statement {
  const how = distKey === undefined ? `diststyle ${distStyle}` : `distkey ${quoteIdentifier(distKey)}`
  return { text: `alter table ${quoteTable(table)} alter ${how}` }
}

/** Sorts the rows of a table by these columns. */
export function sort(table: string, columns: readonly string[]): Statement {
  return {
    text: `alter table ${quoteTable(table)} alter compound sortkey (${columns.map(quoteIdentifier).join(', ')})`,
  }
}
