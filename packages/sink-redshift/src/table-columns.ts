import {
  compareColumns,
  ConfigError,
  parseColumnType,
  SinkError,
  type Difference,
  type TableColumn,
  type Target,
} from '@arbalest/core'
import type { Session } from './session.js'
import { findColumns } from './statements/tables.js'

/** The columns that `table` has; undefined where there is no such table. */
export async function readColumns(
  session: Session,
  table: string,
): Promise<readonly TableColumn[] | undefined> {
  const rows = await session.query(findColumns(table), `look for the table "${table}"`)
  if (rows.length === 0) return undefined
  return rows.map(({ name, type, required, not_null }) => ({
    name: String(name),
    type: typeOf(String(type)),
    required: required === true,
    notNull: not_null === true,
  }))
}

/** Throws `SinkError` where no row could be loaded into a table of `columns` as `target` says. */
export function checkColumns({ table, columns }: Target, there: readonly TableColumn[]): void {
  const stopping = compareColumns(columns, there).filter(({ stops }) => stops)
  if (stopping.length === 0) return
  throw new SinkError(
    'TARGET_MISMATCH',
    `The table "${table}" is not as its target says: ${stopping.map(describe).join('; ')}. Nothing was loaded. Change the target, or the table.`,
  )
}

function describe({ kind, column, declared, actual }: Difference): string {
  if (kind === 'missing') return `it has no column "${column}"`
  if (kind === 'extra') return `its column "${column}" must have a value, and the target has none for it`
  return `its column "${column}" is ${actual}, not ${declared}`
}

function typeOf(text: string): string {
  try {
    return parseColumnType(text)
  } catch (error) {
    if (error instanceof ConfigError) return text
    throw error
  }
}
