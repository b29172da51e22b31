import type { Column, Path, Rejection, Target } from '@arbalest/core'
import type { Row } from '../events.js'

/** Returns the document in a line; undefined if it is no JSON. */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The row that `document` becomes in `target`, in a transaction that began at `begun`. */
export function rowFor({ columns }: Target, document: unknown, begun: Date): Row {
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.constant === undefined ? (valueAt(document, column.path) ?? null) : constantOf(column, begun),
    ]),
  )
}

function constantOf({ type, constant }: Column, begun: Date): unknown {
  if (typeof constant !== 'string') return constant ? begun : null
  return /int/.test(type) ? Number(constant) : constant
}

/** What of `row` does not fit its column: numbers and lengths are checked, the rest is taken as it is. */
export function misfit(
  { columns }: Target,
  row: Row,
): Required<Pick<Rejection, 'column' | 'value' | 'reason'>> | undefined {
  for (const { name, type } of columns) {
    const value = row[name]
    const reason = value === null ? undefined : reasonAgainst(type, value)
    if (reason) return { column: name, value: String(value), reason }
  }
  return undefined
}

function reasonAgainst(type: string, value: unknown): string | undefined {
  if (/int/.test(type) && !/^-?\d+$/.test(String(value))) return `is not a whole number, as ${type} needs.`
  const length = /^(?:var)?char\((\d+)\)$/.exec(type)?.[1]
  if (length && Buffer.byteLength(String(value)) > Number(length)) return `is longer than ${type}.`
  return undefined
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | undefined)?.[key],
    document,
  )
}
