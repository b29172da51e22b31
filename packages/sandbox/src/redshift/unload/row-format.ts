import type { UnloadFormat } from './unload-statement.js'

/** A column of the rows that are unloaded. */
export interface UnloadColumn {
  readonly name: string
  /** PostgreSQL's name of its type. */
  readonly type: string
  /** Digits in all and after the point, of a `numeric`. */
  readonly precision?: number
  readonly scale?: number
}

/** Values as PostgreSQL writes them. */
export type UnloadRow = readonly (string | null)[]

/** How one text format writes its rows. */
interface RowFormat {
  /** What every file begins with. */
  readonly head: string
  row(values: UnloadRow): string
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'])

/** How rows of `columns` are written as text. */
export function rowFormat(
  format: Exclude<UnloadFormat, { kind: 'parquet' }>,
  columns: readonly UnloadColumn[],
  nullAs: string,
): RowFormat {
  switch (format.kind) {
    case 'csv': {
      const { delimiter } = format
      const field = (value: string | null) => csvField(value ?? nullAs, delimiter)
      const line = (values: UnloadRow) => `${values.map(field).join(delimiter)}\n`
      return { head: format.header ? line(columns.map(({ name }) => name)) : '', row: line }
    }
    case 'fixedwidth':
      return {
        head: '',
        row: (values) =>
          `${values.map((value, i) => fixed(value ?? nullAs, format.widths[i] ?? 0)).join('')}\n`,
      }
    case 'json':
      return { head: '', row: (values) => `${jsonObject(values, columns)}\n` }
    case 'delimited': {
      const field = delimitedField(format, nullAs)
      const line = (values: UnloadRow) => `${values.map(field).join(format.delimiter)}\n`
      return { head: format.header ? line(columns.map(({ name }) => name)) : '', row: line }
    }
  }
}

function csvField(value: string, delimiter: string): string {
  const plain = !value.includes(delimiter) && !/["\r\n]/.test(value)
  return plain ? value : `"${value.replaceAll('"', '""')}"`
}

function delimitedField(
  { addQuotes, escape, delimiter }: Extract<UnloadFormat, { kind: 'delimited' }>,
  nullAs: string,
): (value: string | null) => string {
  const special = new Set(['\\', '\n', '\r', delimiter, ...(addQuotes ? ['"', "'"] : [])])
  const escaped = (value: string) =>
    value.replaceAll(/[^]/g, (character) => (special.has(character) ? `\\${character}` : character))
  return (value) => {
    if (value === null) return nullAs
    const text = escape ? escaped(value) : value
    return addQuotes ? `"${text}"` : text
  }
}

/** Blanks after it, and cut to the width, in bytes. */
function fixed(value: string, width: number): string {
  const bytes = Buffer.byteLength(value)
  if (bytes <= width) return value + ' '.repeat(width - bytes)
  return Buffer.from(value).subarray(0, width).toString('utf8')
}

function jsonObject(values: UnloadRow, columns: readonly UnloadColumn[]): string {
  const fields = columns.map(
    ({ name, type }, i) => `${JSON.stringify(name)}:${jsonValue(values[i] ?? null, type)}`,
  )
  return `{${fields.join(',')}}`
}

function jsonValue(value: string | null, type: string): string {
  if (value === null) return 'null'
  if (type === 'super') return value
  if (NUMBERS.has(type) && Number.isFinite(Number(value))) return value
  return JSON.stringify(value)
}
