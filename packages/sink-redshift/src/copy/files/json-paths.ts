import type { Column, Path } from '@arbalest/core'

/**
 * A JSONPaths file with the path of each column, in bracket notation, which can hold any
 * name (https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-copy-from-json.html).
 */
export function jsonPaths(columns: readonly Column[]): string {
  return JSON.stringify({ jsonpaths: columns.map(({ path }) => expressionOf(path)) })
}

function expressionOf(path: Path): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${escape(step)}']`)).join('')}`
}

function escape(name: string): string {
  return name.replace(/['\\]/g, String.raw`\$&`)
}
