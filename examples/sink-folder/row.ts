import type { Column, Path, Rejection, SourceObject, Target } from '@arbalest/core/plugin'

/** A row of a table, by column. */
export type Row = Readonly<Record<string, unknown>>

/** What the lines of an object became. */
interface ReadRows {
  readonly rows: readonly Row[]
  readonly rejections: readonly Rejection[]
}

/** Reads `text`, which holds one JSON document a line, into rows of `target`, in a transaction that began at `begun`. */
export function readRows(target: Target, { url }: SourceObject, text: string, begun: Date): ReadRows {
  const rows: Row[] = []
  const rejections: Rejection[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (!line.trim()) continue
    const row = rowOf(target, line, begun)
    const wrong = row ? misfit(target, row) : { value: line, reason: 'is not JSON.' }
    if (wrong) rejections.push({ object: url, line: index + 1, ...wrong })
    else if (row) rows.push(row)
  }
  return { rows, rejections }
}

/** Returns undefined if `line` is not JSON. */
function rowOf({ columns }: Target, line: string, begun: Date): Row | undefined {
  let document: unknown
  try {
    document = JSON.parse(line)
  } catch {
    return undefined
  }
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      column.constant === undefined ? (valueAt(document, column.path) ?? null) : constantOf(column, begun),
    ]),
  )
}

/** A constant is text of the column's type, null for no value, or the time of the transaction. */
function constantOf({ type, constant }: Column, begun: Date): unknown {
  if (typeof constant !== 'string') return constant ? begun.toISOString() : null
  return /int/.test(type) ? Number(constant) : constant
}

/** Checks whole numbers, lengths and missing values; takes the rest as it is. */
function misfit(
  { columns }: Target,
  row: Row,
): Required<Pick<Rejection, 'column' | 'value' | 'reason'>> | undefined {
  for (const { name, type, notNull } of columns) {
    const value = row[name]
    const reason =
      value === null ? notNull && 'is missing, and the column needs a value.' : reasonAgainst(type, value)
    if (reason) return { column: name, value: textOf(value), reason }
  }
  return undefined
}

function reasonAgainst(type: string, value: unknown): string | undefined {
  if (/int/.test(type) && !isWhole(value)) return `is not a whole number within 2^53, as ${type} needs here.`
  const length = /^(?:var)?char\((\d+)\)$/.exec(type)?.[1]
  if (length && Buffer.byteLength(textOf(value)) > Number(length)) return `is longer than ${type}.`
  return undefined
}

/** JSON.parse rounds larger numbers, and what it then returns is not safe. */
function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key],
    document,
  )
}
