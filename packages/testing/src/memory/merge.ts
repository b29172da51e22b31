import { counted, compareKeys, SinkError, type Merged, type MergeOptions } from '@arbalest/core/plugin'
import type { Row } from '../events.js'

/** Returns the rows of a table into which `staged` was merged, and what that did. */
export function mergeRows(
  before: readonly Row[],
  staged: readonly Row[],
  options: MergeOptions,
): { readonly rows: readonly Row[]; readonly merged: Merged } {
  const { key, order, delete: deletion } = options
  const keyOf = (row: Row) => JSON.stringify(key.map((column) => row[column]))
  const rows = new Map(before.map((row) => [keyOf(row), row]))
  const count = { inserted: 0, updated: 0, deleted: 0 }
  const isDeletion = (row: Row) =>
    deletion !== undefined && row[deletion.column] !== null && String(row[deletion.column]) === deletion.value
  refuse(staged, keyOf, options)
  for (const [each, row] of latest(
    staged.filter((candidate) => !isDeletion(candidate)),
    keyOf,
    options,
  )) {
    const there = rows.get(each)
    if (isLater(there, row, order)) continue
    count[there ? 'updated' : 'inserted']++
    rows.set(each, row)
  }
  for (const [each, row] of latest(staged.filter(isDeletion), keyOf, options)) {
    const there = rows.get(each)
    const { column, keep } = deletion!
    if (isLater(there, row, order) || (!there && keep === undefined)) continue
    count.deleted++
    if (keep === undefined) rows.delete(each)
    else
      rows.set(each, { ...(there ?? row), [column]: row[column], [order!]: row[order!], [keep]: row[order!] })
  }
  return { rows: [...rows.values()], merged: count }
}

/** Whether `there` is a row that is later than `row`. */
function isLater(there: Row | undefined, row: Row, order: string | undefined): boolean {
  return there !== undefined && order !== undefined && compare(there[order], row[order]) > 0
}

/** Returns the latest row of each key; of several, any. */
function latest(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { order }: MergeOptions,
): ReadonlyMap<string, Row> {
  const found = new Map<string, Row>()
  for (const row of rows) if (!isLater(found.get(keyOf(row)), row, order)) found.set(keyOf(row), row)
  return found
}

/** Throws `SinkError` if a row has no key, or if of several of one key none is later and they differ. */
function refuse(rows: readonly Row[], keyOf: (row: Row) => string, options: MergeOptions): void {
  const { key, order } = options
  const without = rows.filter((row) => key.some((column) => row[column] === null)).length
  if (without > 0)
    throw invalid(
      `${counted(without, 'row has', 'rows have')} no value in a column of the key (${key.join(', ')}).`,
    )
  const last = latest(rows, keyOf, options)
  for (const row of rows) {
    const other = last.get(keyOf(row))!
    if (row === other || (order !== undefined && isLater(other, row, order))) continue
    if (order === undefined || JSON.stringify(row) !== JSON.stringify(other))
      throw invalid(`Several rows have one key (${key.join(', ')}), and none of them is later.`)
  }
}

/** No value is earlier than any. */
function compare(one: unknown, other: unknown): number {
  if (one === null || other === null) return Number(other === null) - Number(one === null)
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return compareKeys(String(one), String(other))
}

function invalid(message: string): SinkError {
  return new SinkError('KEY_INVALID', message)
}
