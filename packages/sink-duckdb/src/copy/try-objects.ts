import {
  copiedColumns,
  type Copied,
  type Rejection,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { castOf } from '../column-type.js'
import { toSqlError } from '../duckdb-error.js'
import { query } from '../state/state-tables.js'
import type { CopyContext } from './copy-context.js'
import { insertGroup } from './copy-objects.js'
import { findMisfits } from './find-misfits.js'
import { groupFiles, type Group } from './group-files.js'
import { localFiles } from './local-files.js'
import { readingOf } from './reading.js'

/** What came of objects that were tried, with the first rows of each that do not fit. */
export interface TriedObjects extends Copied {
  readonly rejections: readonly Rejection[]
}

/**
 * Reads objects as a copy into a table would, and counts the rows that do not fit. With `keep`, the rows of files that fit are added to it. Throws
 * `SourceError` if names do not fit, and what DuckDB throws if a file cannot be read at all.
 */
export async function tryObjects(
  context: CopyContext,
  into: Target,
  objects: readonly SourceObject[],
  { keep }: { readonly keep: boolean },
): Promise<TriedObjects> {
  let [rows, rejected] = [0, 0]
  const rejections: Rejection[] = []
  for await (const files of localFiles(objects, context.source)) {
    for (const group of await groupFiles(context, into, files)) {
      for (const misfits of await tryGroup(context, into, group)) {
        rejected += misfits.count
        rejections.push(...misfits.rejections)
      }
      if (keep && rejected === 0) rows += await insertGroup(context, into, group)
    }
  }
  return { rows, rejected, rejections }
}

async function tryGroup(context: CopyContext, into: Target, group: Group) {
  const error = await context.outside((other) => faultOf(other, context, into, group))
  if (error === undefined) return []
  const found = []
  for (const file of group.files) {
    const alone = { ...group, files: [file] }
    found.push(
      await context.outside((other) => findMisfits(other, into, alone, context.copy)).catch(() => NONE),
    )
  }
  if (found.some(({ count }) => count > 0)) return found
  throw toSqlError(`load ${group.files.map(({ object }) => `"${object.url}"`).join(', ')}`, error)
}

const NONE = { count: 0, rejections: [] }

/** Returns why the rows of files do not all fit, as fast as can be; undefined if they do. */
async function faultOf(
  connection: DuckDBConnection,
  { copy }: CopyContext,
  into: Target,
  { files, layout }: Group,
): Promise<unknown> {
  const reading = readingOf(into, files, copy, layout)
  const columns = copiedColumns(into).filter((column) => reading.text(column) !== undefined)
  const values = columns.map(
    (column, index) => `${castOf(column, reading.text(column)!, copy.timeFormat)} as c${index}`,
  )
  const names = columns.map((_, index) => `c${index}`)
  const missing = columns.flatMap(({ notNull }, index) => (notNull ? [`c${index} is null`] : []))
  try {
    // What is not used would not be read.
    const [row] = await query(
      connection,
      `select bit_xor(hash(${names.join(', ')})), count(*) filter (${missing.join(' or ') || 'false'}) as "missing" from (select ${values.join(', ')} from ${reading.relation})`,
    )
    return Number(row?.['missing']) > 0
      ? new Error('Constraint Error: NOT NULL constraint failed')
      : undefined
  } catch (error) {
    return error
  }
}
