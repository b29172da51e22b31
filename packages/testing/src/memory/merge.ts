import { compareKeys, SinkError, type Merged, type MergeOptions } from '@arbalest/core/plugin'
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
  for (const [each, row] of latest(staged, keyOf, options)) {
    const there = rows.get(each)
    if (there && order !== undefined && compare(there[order], row[order]) > 0) continue
    if (deletion && row[deletion.column] !== null && String(row[deletion.column]) === deletion.value) {
      const { column, keep } = deletion
      if (there || keep !== undefined) count.deleted++
      if (keep === undefined) rows.delete(each)
      else {
        const at = row[order!]
        rows.set(each, { ...(there ?? row), [column]: row[column], [order!]: at, [keep]: at })
      }
    } else {
      count[there ? 'updated' : 'inserted']++
      rows.set(each, row)
    }
  }
  return { rows: [...rows.values()], merged: count }
}

/** Returns the latest row of each key. */
function latest(
  staged: readonly Row[],
  keyOf: (row: Row) => string,
  { key, order }: MergeOptions,
): Map<string, Row> {
  const without = staged.filter((row) => key.some((column) => row[column] === null)).length
  if (without > 0) throw invalid(`${without} rows have no value in a column of the key (${key.join(', ')}).`)
  const rows = new Map<string, Row>()
  const ties = new Set<string>()
  for (const row of staged) {
    const each = keyOf(row)
    const other = rows.get(each)
    if (other && order === undefined)
      throw invalid(`Two rows have one key (${key.join(', ')}), and no order.`)
    const compared = other ? compare(row[order!], other[order!]) : 1
    if (compared > 0) {
      rows.set(each, row)
      ties.delete(each)
    } else if (compared === 0 && JSON.stringify(row) !== JSON.stringify(other)) ties.add(each)
  }
  if (ties.size > 0) throw invalid(`${ties.size} keys have several rows that are equally late and differ.`)
  return rows
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
