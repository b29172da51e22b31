import * as v from 'valibot'
import { closedObject } from '../../faults/closed-object.js'
import { columnEntries } from '../../tables/columns/column-attributes.js'
import type { FilledColumns, PathColumn } from '../../tables/target/filled-columns.js'
import { openObject } from '../../faults/open-object.js'
import { missingType, named, namedEntries, parseColumn, type ColumnParsing } from './parse-columns.js'

const loadColumn = (description: string) =>
  v.optional(v.pipe(v.string('must be the name of a column.'), v.description(description)))

/** What a target may say of columns that no object fills. */
export const filledEntries = {
  pathColumns: v.optional(
    v.pipe(
      named,
      v.description(
        "Columns that take parts of objects' keys, by their names: each a column type, or a column with more keys. Default: none.",
      ),
    ),
  ),
  pathPattern: v.optional(
    v.pipe(
      v.string('must be how keys begin, such as events/{dt}/.'),
      v.description(
        'How keys begin, with the names of parts in braces: events/{dt}/{hour}/. Default: parts are folders called name=value.',
      ),
    ),
  ),
  loadColumns: v.optional(
    v.pipe(
      closedObject({
        path: loadColumn("The name of the column for the object's URL. Default: no such column."),
        loadedAt: loadColumn(
          "The name of the column for the time of the load, by the sink's clock. Default: no such column.",
        ),
        run: loadColumn("The name of the column for the run's id. Default: no such column."),
      }),
      v.description('Columns with data of the load that a row came in, by their names. Default: none.'),
    ),
  ),
}

const pathColumnEntries = {
  ...columnEntries,
  from: v.optional(
    v.pipe(
      v.string('must be parts of a key, such as {year}-{month}-{day}.'),
      v.description(
        "The parts of the key that it takes, in braces, and the text between them: {year}-{month}-{day}. Default: the part with the column's name.",
      ),
    ),
  ),
}

/** A column that takes parts of keys, with more keys than its type. */
export const pathColumnSchema = openObject(pathColumnEntries, missingType)

const KEYS = Object.keys(pathColumnEntries)

/** What a configuration says of columns that no object fills. */
interface GivenColumns extends Omit<FilledColumns, 'pathColumns'> {
  readonly pathColumns?: unknown
}

/** Returns the columns that no object fills; what is wrong with them is added to the faults. */
export function parseFilledColumns(
  { pathColumns, pathPattern, loadColumns }: GivenColumns,
  parsing: ColumnParsing,
): FilledColumns {
  return {
    ...(pathColumns !== undefined && {
      pathColumns: namedEntries(pathColumns).map(([name, given]): PathColumn => {
        const path = ['pathColumns', name]
        return { name, ...parseColumn(given, { schema: pathColumnSchema, keys: KEYS, path }, parsing) }
      }),
    }),
    ...(pathPattern !== undefined && { pathPattern }),
    ...(loadColumns && { loadColumns }),
  }
}
