import type { Row } from './query-result.js'

/** `rows` as RFC 4180 has it; NULL is an empty field. */
export function csvOf(rows: readonly Row[]): string {
  return rows.map(lineOf).join('')
}

function lineOf(values: Row): string {
  return `${values.map((value) => quoted(value ?? '')).join(',')}\r\n`
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
