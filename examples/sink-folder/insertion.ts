import { SinkError, type Statement } from '@arbalest/core/plugin'
import type { Row } from './row.js'

const INSERTION = /^\s*insert\s+into\s+([\w.]+)\s*\(([^()]*)\)\s*values\s*\(([^()]*)\)\s*;?\s*$/i

/**
 * The one statement that the sink knows: `insert into events (id, at) values ($1, $2)`. Each
 * value is a place, and each column of the table must be named. Throws `SinkError` with the
 * code `SQL_FAILED` if it is anything else.
 */
export function readInsertion({ text, values = [] }: Statement): {
  readonly table: string
  readonly row: Row
} {
  const [, table, columns = '', places = ''] = INSERTION.exec(text) ?? []
  const names = columns.split(',').map((name) => name.trim())
  const given = places.split(',').map((place) => valueOf(place.trim(), values))
  if (table === undefined || names.length !== given.length || given.includes(undefined)) {
    throw new SinkError(
      'SQL_FAILED',
      `A folder runs no SQL but "insert into table (column, …) values ($1, …)" with a value for each; this is "${text}".`,
    )
  }
  return { table, row: Object.fromEntries(names.map((name, index) => [name, given[index]])) }
}

function valueOf(place: string, values: readonly unknown[]): unknown {
  const number = /^\$(\d+)$/.exec(place)?.[1]
  const value = number && values[Number(number) - 1]
  return typeof value === 'bigint' ? String(value) : value
}
