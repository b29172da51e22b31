import { LoadError, type Copied, type Rejection, type SourceObject, type Target } from '@arbalest/core/plugin'
import { castOf, duckDbType } from '../column-type.js'
import { toSqlError } from '../duckdb-error.js'
import { quoteName, quoteTable, quoteText } from '../quote.js'
import type { CopyContext } from './copy-context.js'
import { findMisfits } from './find-misfits.js'
import { groupFiles, type Group } from './group-files.js'
import { inAnyOrder } from './in-any-order.js'
import { localFiles } from './local-files.js'
import { readingOf } from './reading.js'

/** Adds the rows of objects to a table that is there. Throws `LoadError` if one does not fit, and `SourceError` if names do not. */
export async function copyObjects(
  context: CopyContext,
  into: Target,
  objects: readonly SourceObject[],
): Promise<Copied> {
  let rows = 0
  for await (const files of localFiles(objects, context.source)) {
    for (const group of await groupFiles(context, into, files))
      rows += await insertGroup(context, into, group)
  }
  return { rows, rejected: 0 }
}

/** Adds the rows of some files to a table; returns how many they are. Throws `LoadError` if one does not fit. */
export async function insertGroup(context: CopyContext, into: Target, group: Group): Promise<number> {
  const { connection, copy } = context
  const { files, layout } = group
  const reading = readingOf(into, files, copy, layout)
  const names: string[] = []
  const values: string[] = []
  for (const column of into.columns) {
    const { constant, name, type } = column
    const text = typeof constant === 'string' ? quoteText(constant) : reading.text(column)
    // A column that no field goes to gets its default.
    if (constant === undefined && text === undefined) continue
    names.push(quoteName(name))
    if (constant === null) values.push('null')
    else if (constant === undefined) values.push(castOf(column, text!, copy.timeFormat))
    else if (typeof constant === 'string') values.push(castOf(column, text!))
    else values.push(`cast(now() at time zone 'UTC' as ${duckDbType(type)})`)
  }
  try {
    const { rowsChanged } = await inAnyOrder(context, () =>
      connection.run(
        `insert into ${quoteTable(into.table)} (${names.join(', ')}) select ${values.join(', ')} from ${reading.relation}`,
      ),
    )
    return rowsChanged
  } catch (error) {
    for (const file of files) {
      const { rejections } = await context
        .outside((other) => findMisfits(other, into, { files: [file], layout }, copy))
        .catch(() => ({ rejections: [] }))
      if (rejections[0]) throw new LoadError(describe(rejections[0]), rejections, { cause: error })
    }
    throw toSqlError(`load ${files.map(({ object }) => `"${object.url}"`).join(', ')}`, error)
  }
}

function describe({ object, line, column, reason }: Rejection): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column "${column}"`
  return `"${object}", ${place}: ${reason}`
}
