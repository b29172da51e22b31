import type { TableColumn } from '@arbalest/core/plugin'
import type { RedshiftColumnStorage, RedshiftTableStorage } from '../options/target-storage.js'
import type { Row, Session } from '../session/session.js'
import { findStorage, findTable } from '../statements/catalog/catalog.js'

/** How a column is stored, and its default as an SQL expression, if it has one. */
type StoredColumn = Pick<TableColumn, 'storage' | 'default'>

/** The catalog's numbers for distribution styles; all others are automatic (https://docs.aws.amazon.com/redshift/latest/dg/r_PG_CLASS_INFO.html). */
const STYLES = new Map<unknown, RedshiftTableStorage['distStyle']>([
  [0, 'even'],
  [1, 'key'],
  [8, 'all'],
])

/** Which table it is, and how it is stored, as far as the catalog shows that to this user. */
interface FoundStorage {
  readonly identity: string | undefined
  readonly storage: RedshiftTableStorage | undefined
  /** By the names of the columns. */
  readonly columns: ReadonlyMap<string, StoredColumn>
}

/** Reads which table `table` is, and how it is stored. */
export async function readStorage(session: Session, table: string): Promise<FoundStorage> {
  const doing = `find out how the table "${table}" is stored`
  const [found] = await session.query(findTable(table), doing)
  if (!found) return { identity: undefined, storage: undefined, columns: new Map() }
  const [database, schema, name] = ['database', 'schema', 'table'].map((key) => String(found[key]))
  const columns = await session.query(findStorage(database!, schema!, name!), doing)
  const identity = String(found['identity'])
  return {
    identity,
    storage: columns.length === 0 ? undefined : storedAs(found, columns),
    columns: new Map(columns.map((column) => [nameOf(column), columnOf(column)])),
  }
}

function storedAs(table: Row, columns: readonly Row[]): RedshiftTableStorage {
  const sorting = columns
    .filter((column) => Number(column['sortkey']) !== 0)
    .toSorted((a, b) => Math.abs(Number(a['sortkey'])) - Math.abs(Number(b['sortkey'])))
  const distStyle = STYLES.get(Number(table['style'])) ?? 'auto'
  const distKey = distStyle === 'key' ? columns.find((column) => column['distkey'] === true) : undefined
  return {
    distStyle,
    ...(distKey && { distKey: nameOf(distKey) }),
    sortKey: sorting.map(nameOf),
    // In an interleaved key, every second number is negative.
    ...(sorting.length > 0 && {
      sortStyle: sorting.some((column) => Number(column['sortkey']) < 0) ? 'interleaved' : 'compound',
    }),
  }
}

function nameOf(column: Row): string {
  return String(column['name'])
}

function columnOf({ encoding, default: value }: Row): StoredColumn {
  // The catalog calls none what a target calls raw.
  const encode = (encoding === 'none' ? 'raw' : encoding) as RedshiftColumnStorage['encode']
  return { storage: { encode }, ...(value !== null && { default: String(value) }) }
}
