import { SourceError } from '@arbalest/core'
import { DELIMITERS } from './infer-records.js'
import type { InferredTable } from './inferred-table.js'

/** For which sink a table is inferred. */
export type InferredFor = 'redshift' | 'duckdb'

/** Options of COPY that DuckDB has no need of. */
const NEEDLESS = new Set(['serializeToJson', 'ignoreBlankLines'])

/** Options of COPY, and those of the sink `duckdb` that mean the same. */
const ALIKE = new Set(['format', 'match'])

/**
 * Returns what was inferred, with its `copy` as the sink `duckdb` has it. Throws `SourceError` with the code `NOT_INFERRED` if
 * that does not read such objects.
 */
export function forDuckDb<T extends InferredTable>(inferred: T): T {
  const { copy = {} } = inferred
  if (copy['format'] === 'avro') throw unread('Avro', 'JSON, CSV or Parquet')
  const options: Record<string, string | boolean> = {}
  for (const [option, value] of Object.entries(copy)) {
    if (option === 'encoding') throw unread(`text in ${value}`, 'UTF-8')
    if (option === 'quote') throw unread(`fields within ${value}`, 'fields within "')
    if (ALIKE.has(option)) options[option] = String(value)
    else if (option === 'ignoreHeader') options['header'] = true
    else if (option === 'delimiter') options['delimiter'] = DELIMITERS.get(String(value)) ?? String(value)
    else if (!NEEDLESS.has(option)) throw new Error(`The option "${option}" has no counterpart.`)
  }
  const { copy: _, ...rest } = inferred
  return { ...rest, ...(Object.keys(options).length > 0 && { copy: options }) } as T
}

function unread(what: string, instead: string): SourceError {
  return new SourceError(
    'NOT_INFERRED',
    `The objects hold ${what}, which the sink duckdb does not read: write ${instead}.`,
  )
}
