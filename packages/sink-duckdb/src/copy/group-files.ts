import { copiedColumns, LoadError, sideBySide, type Target } from '@arbalest/core/plugin'
import { toSqlError } from '../duckdb-error.js'
import type { CopyContext } from './copy-context.js'
import { fieldsOf, hasNamedFields, matchesByName } from './fields.js'
import { compressionFor, type LocalFile } from './local-files.js'
import { placesByName, placesInOrder } from './match-fields.js'
import type { CopyOptions } from '../options.js'
import type { Layout } from './reading.js'

/** Files that one statement reads. */
export interface Group {
  readonly files: readonly LocalFile[]
  /** What their records have. Absent: documents, or fields that have places alone. */
  readonly layout?: Layout | undefined
}

/** How many files are read at once. */
const SIDE_BY_SIDE = 16

/**
 * Returns files in groups of those that are compressed alike and have the same fields. Throws `SourceError` with the code `NAMES_DIFFER` if names do
 * not fit, and `LoadError` if a file is compressed as DuckDB does not read it.
 */
export async function groupFiles(
  { connection, copy }: CopyContext,
  into: Target,
  files: readonly LocalFile[],
): Promise<readonly Group[]> {
  const columns = copiedColumns(into)
  const layouts = await sideBySide(files, SIDE_BY_SIDE, async (file): Promise<Layout | undefined> => {
    refuseCompression(file, copy)
    if (!hasNamedFields(copy)) return undefined
    const fields = await fieldsOf(connection, file, copy).catch((error: unknown) => {
      throw toSqlError(`read "${file.object.url}"`, error)
    })
    const places = matchesByName(copy)
      ? placesByName(columns, file.object.url, fields)
      : placesInOrder(columns)
    return { fields, places }
  })
  const groups = new Map<string, Group & { readonly files: LocalFile[] }>()
  for (const [index, file] of files.entries()) {
    const layout = layouts[index]
    // An empty file has neither a header nor records.
    if (copy.format === 'csv' && layout?.fields.length === 0) continue
    const key = JSON.stringify([compressionFor(file.object, copy), layout?.fields])
    const group = groups.get(key)
    if (group) group.files.push(file)
    else groups.set(key, { files: [file], layout })
  }
  return [...groups.values()]
}

function refuseCompression({ object }: LocalFile, copy: CopyOptions): void {
  const compression = compressionFor(object, copy)
  if (compression !== 'bzip2' && compression !== 'lzop') return
  throw new LoadError(
    `"${object.url}" has the ending of ${compression}, which DuckDB does not read: compress it with gzip or zstd, or set compression: none under the step's copy if it is not compressed.`,
    [],
    { object: object.url },
  )
}
