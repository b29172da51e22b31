import type { Statement, StatementValue } from '@arbalest/core'
import type { KeptRow } from '@arbalest/core/plugin'
import { splitScope, type Log } from './log.js'
import { quoteTable } from './syntax/quote.js'

/** Bytes of a text that are kept. */
const TEXT_BYTES = 4_096

const TEXT = `varchar(${TEXT_BYTES})`

/** Rows that did not fit. */
export const REJECTS: Log = {
  view: 'arbalest_rejects',
  what: 'rows that did not fit',
  columns: [
    ['run', 'varchar(64)'],
    ['pipeline', TEXT],
    ['step', TEXT],
    ['target', 'varchar(512)'],
    ['unit', TEXT],
    ['object', TEXT],
    ['line', 'bigint'],
    ['position', 'bigint'],
    ['column_name', 'varchar(512)'],
    ['code', 'varchar(64)'],
    ['reason', TEXT],
    ['value', TEXT],
    ['raw_line', TEXT],
  ],
}

/** Returns the values of a row that did not fit, whose id is `id`. */
export function rowOfReject(row: KeptRow, id: string): readonly StatementValue[] {
  return [
    row.run,
    ...splitScope(row.scope),
    row.table,
    row.unit,
    cut(row.object),
    row.line,
    row.position ?? null,
    row.column ?? null,
    row.code ?? null,
    cut(row.reason),
    row.value === undefined ? null : cut(row.value),
    row.rawLine === undefined ? null : cut(row.rawLine),
    id,
  ]
}

/** Deletes the rows of these units. */
export function deleteUnits(table: string, units: readonly string[]): Statement {
  const places = units.map((_, index) => `$${index + 1}`)
  return {
    text: `delete from ${quoteTable(table)} where "unit" in (${places.join(', ')})`,
    values: units,
  }
}

/** Counts the rows of a scope in its table. */
export function countRejects(table: string, scope: string): Statement {
  return {
    text: `select count(*) as "rows" from ${quoteTable(table)} where "pipeline" = $1 and "step" = $2`,
    values: splitScope(scope),
  }
}

/** Returns as much of `text` as fits its column, whole characters, and nothing that no text may hold. */
function cut(text: string): string {
  const bytes = Buffer.from(text.replaceAll('\0', ''))
  if (bytes.length <= TEXT_BYTES) return bytes.toString()
  return bytes.toString('utf8', 0, TEXT_BYTES).replace(/\uFFFD$/, '')
}
