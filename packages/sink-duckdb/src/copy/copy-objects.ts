import {
  LoadError,
  type Copied,
  type Rejection,
  type Source,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { castOf, duckDbType } from '../column-type.js'
import { toSqlError } from '../duckdb-error.js'
import type { CopyOptions } from '../options.js'
import { quoteName, quoteTable, quoteText } from '../quote.js'
import { findMisfits } from './find-misfits.js'
import { localFiles, type LocalFile } from './local-files.js'
import { compressionOf, readingOf } from './reading.js'

/** What a copy needs. */
export interface CopyContext {
  /** In whose transaction rows are added. */
  readonly connection: DuckDBConnection
  /** Does work outside of the transaction, which is over once a statement has failed. */
  readonly outside: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>
  readonly source: Pick<Source, 'open'> | undefined
  readonly copy: CopyOptions
}

/** Adds the rows of objects to a table that is there. Throws `LoadError` if one does not fit. */
export async function copyObjects(
  context: CopyContext,
  into: Target,
  objects: readonly SourceObject[],
): Promise<Copied> {
  let rows = 0
  for await (const files of localFiles(objects, context.source)) {
    for (const alike of groups(files, context.copy)) rows += await insert(context, into, alike)
  }
  return { rows, rejected: 0 }
}

async function insert(context: CopyContext, into: Target, files: readonly LocalFile[]): Promise<number> {
  const { connection, copy } = context
  const reading = readingOf(into, files, copy)
  const names = into.columns.map(({ name }) => quoteName(name))
  const values = into.columns.map((column) => {
    const { constant, type } = column
    if (constant === undefined) return castOf(column, reading.text(column), copy.timeFormat)
    if (constant === null) return 'null'
    if (typeof constant !== 'string') return `cast(now() at time zone 'UTC' as ${duckDbType(type)})`
    return castOf(column, quoteText(constant))
  })
  try {
    const { rowsChanged } = await connection.run(
      `insert into ${quoteTable(into.table)} (${names.join(', ')}) select ${values.join(', ')} from ${reading.relation}`,
    )
    return rowsChanged
  } catch (error) {
    for (const file of files) {
      const rejections = await context
        .outside((other) => findMisfits(other, into, file, copy))
        .catch(() => [])
      if (rejections[0]) throw new LoadError(describe(rejections[0]), rejections, { cause: error })
    }
    throw toSqlError(`load ${files.map(({ object }) => `"${object.url}"`).join(', ')}`, error)
  }
}

function describe({ object, line, column, reason }: Rejection): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`
  return `"${object}", ${place}: ${reason}`
}

/** Returns files in groups of those that are compressed alike. */
function groups(files: readonly LocalFile[], copy: CopyOptions): Iterable<readonly LocalFile[]> {
  const found = new Map<string, LocalFile[]>()
  for (const file of files) {
    const compression = compressionOf([file], copy)
    found.set(compression, [...(found.get(compression) ?? []), file])
  }
  return found.values()
}
