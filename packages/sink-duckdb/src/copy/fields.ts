import { headerNames } from '@arbalest/formats'
import { SourceError } from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { createReadStream } from 'node:fs'
import type { CopyOptions } from '../options.js'
import { quoteText } from '../quote.js'
import { query } from '../state/state-tables.js'
import { compressionFor, type LocalFile } from './local-files.js'

/** A field that each record of a file has. */
export interface Field {
  /** What the file calls it. */
  readonly name: string
  /** Its type, in DuckDB's words. */
  readonly type: string
}

/** Whether fields have names: those in a header, or of columns of Parquet. */
export function hasNamedFields({ format, header = false }: CopyOptions): boolean {
  return format === 'parquet' || (format === 'csv' && header)
}

/** Whether fields are given to columns by their names. */
export function matchesByName(copy: CopyOptions): boolean {
  return hasNamedFields(copy) && copy.match !== 'position'
}

/**
 * Returns the fields that a file with {@link hasNamedFields} says that it has, in their order; none if it is empty.
 * Throws `SourceError` if the header cannot be read, and what DuckDB throws if the file is no Parquet.
 */
export async function fieldsOf(
  connection: DuckDBConnection,
  { object, path }: LocalFile,
  copy: CopyOptions,
): Promise<readonly Field[]> {
  if (copy.format === 'parquet') {
    const rows = await query(
      connection,
      `select column_name as "name", column_type as "type" from (describe from read_parquet(${patternOf(path)}))`,
    )
    return rows.map(({ name, type }) => ({ name: String(name), type: String(type) }))
  }
  const names = await headerNames(
    (_, { start = 0, end = object.size } = {}) => createReadStream(path, { start, end: end - 1 }),
    object,
    {
      compression: compressionFor(object, copy),
      encoding: 'utf8',
      headerLines: 1,
      delimiter: copy.delimiter ?? ',',
      quote: '"',
    },
  )
  if (names.kind === 'fields') return names.fields.map((name) => ({ name, type: 'VARCHAR' }))
  throw new SourceError(
    'NAMES_DIFFER',
    `${object.url}: the names in its header cannot be read, as it ${names.kind === 'unread' ? names.reason : 'holds documents'}. Nothing of this transaction is loaded. Correct the object.`,
    { object: object.url },
  )
}

/** Returns a path as text in SQL, where DuckDB takes each for a pattern. */
export function patternOf(path: string): string {
  return quoteText(path.replaceAll(/[*?[]/g, '[$&]'))
}
