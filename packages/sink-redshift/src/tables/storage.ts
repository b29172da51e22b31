import type { TableStorage } from '@arbalest/core'
import type { Row, Session } from '../session/session.js'
import { findStorage, findTable } from '../statements/catalog.js'

/** How a table is stored, and what else is needed to make one like it. */
export interface StoredTable extends TableStorage {
  /** The defaults of columns, as SQL expressions, by the name of their column. */
  readonly defaults: ReadonlyMap<string, string>
}

/** The catalog's numbers for distribution styles; all others are automatic (https://docs.aws.amazon.com/redshift/latest/dg/r_PG_CLASS_INFO.html). */
const STYLES = new Map<unknown, TableStorage['distStyle']>([
  [0, 'even'],
  [1, 'key'],
  [8, 'all'],
])

/** How `table` is stored; undefined if there is no such table, or the catalog does not show it to this user. */
export async function readStorage(session: Session, table: string): Promise<StoredTable | undefined> {
  const doing = `find out how the table "${table}" is stored`
  const [found] = await session.query(findTable(table), doing)
  if (!found) return undefined
  const [database, schema, name] = ['database', 'schema', 'table'].map((key) => String(found[key]))
  const columns = await session.query(findStorage(database!, schema!, name!), doing)
  if (columns.length === 0) return undefined
  const sorting = columns
    .filter((column) => Number(column['sortkey']) !== 0)
    .toSorted((a, b) => Math.abs(Number(a['sortkey'])) - Math.abs(Number(b['sortkey'])))
  const distStyle = STYLES.get(Number(found['style'])) ?? 'auto'
  const distKey = distStyle === 'key' ? columns.find((column) => column['distkey'] === true) : undefined
  return {
    distStyle,
    ...(distKey && { distKey: nameOf(distKey) }),
    sortKey: sorting.map(nameOf),
    // In an interleaved key, every second number is negative.
    ...(sorting.length > 0 && {
      sortStyle: sorting.some((column) => Number(column['sortkey']) < 0) ? 'interleaved' : 'compound',
    }),
    encodings: new Map(columns.map((column) => [nameOf(column), encodingOf(column)])),
    defaults: new Map(
      columns
        .filter((column) => column['default'] !== null)
        .map((column) => [nameOf(column), String(column['default'])]),
    ),
  }
}

function nameOf(column: Row): string {
  return String(column['name'])
}

// The catalog calls none what a target calls raw.
function encodingOf({ encoding }: Row): string {
  return encoding === 'none' ? 'raw' : String(encoding)
}
