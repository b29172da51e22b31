import type { Table, TableColumn } from '@arbalest/core/plugin'
import type { RedshiftColumnStorage, RedshiftTableStorage } from '../options/target-storage.js'
import type { Row, Session } from '../session/session.js'
import { findStorage, findTable } from '../statements/catalog/catalog.js'

/** How a column is stored, and its default as an SQL expression, if it has one. */
type StoredColumn = Pick<TableColumn, 'storage' | 'default'>

/** The catalog's number for tables that are wholly on each node, for now: as long as they are small. */
const AUTO_ALL = 10

/** The catalog's numbers for distribution styles; all others are automatic (https://docs.aws.amazon.com/redshift/latest/dg/r_PG_CLASS_INFO.html). */
const STYLES = new Map<unknown, RedshiftTableStorage['distStyle']>([
  [0, 'even'],
  [1, 'key'],
  [8, 'all'],
])

/** What the catalog shows this user of a table beside its columns. */
interface FoundTable extends Pick<Table, 'identity' | 'rows' | 'clusteredBy'> {
  readonly storage?: RedshiftTableStorage | undefined
  /** By the names of the columns. */
  readonly columns: ReadonlyMap<string, StoredColumn>
}

/** Reads which table `table` is, about how many rows it has, and how it is stored. */
export async function readStorage(session: Session, table: string): Promise<FoundTable> {
  const doing = `find out how the table "${table}" is stored`
  const [found] = await session.query(findTable(table), doing)
  if (!found) return { columns: new Map() }
  const [database, schema, name] = ['database', 'schema', 'table'].map((key) => String(found[key]))
  const columns = await session.query(findStorage(database!, schema!, name!), doing)
  const identity = String(found['identity'])
  const rows = Math.round(Number(found['rows']))
  return {
    identity,
    // Less than one says that none have been counted.
    ...(rows >= 1 && { rows }),
    ...(columns.length > 0 && {
      storage: storedAs(found, columns),
      clusteredBy: clusteredBy(found, columns),
    }),
    columns: new Map(columns.map((column) => [nameOf(column), columnOf(column)])),
  }
}

function storedAs(table: Row, columns: readonly Row[]): RedshiftTableStorage {
  const sorting = sortingOf(columns)
  const distStyle = STYLES.get(Number(table['style'])) ?? 'auto'
  const distKey = distStyle === 'key' ? columns.find((column) => column['distkey'] === true) : undefined
  return {
    distStyle,
    ...(distKey && { distKey: nameOf(distKey) }),
    sortKey: sorting.map(nameOf),
    ...(sorting.length > 0 && { sortStyle: isInterleaved(sorting) ? 'interleaved' : 'compound' }),
  }
}

/** Returns the columns that rows are distributed or, before all others, sorted by; undefined if all rows are on each node. */
function clusteredBy({ style }: Row, columns: readonly Row[]): readonly string[] | undefined {
  if (STYLES.get(Number(style)) === 'all' || Number(style) === AUTO_ALL) return undefined
  const sorting = sortingOf(columns)
  const first = isInterleaved(sorting) ? sorting : sorting.slice(0, 1)
  return columns.filter((column) => column['distkey'] === true || first.includes(column)).map(nameOf)
}

function sortingOf(columns: readonly Row[]): readonly Row[] {
  return columns
    .filter((column) => Number(column['sortkey']) !== 0)
    .toSorted((a, b) => Math.abs(Number(a['sortkey'])) - Math.abs(Number(b['sortkey'])))
}

/** Every second number is negative in an interleaved key. */
function isInterleaved(sorting: readonly Row[]): boolean {
  return sorting.some((column) => Number(column['sortkey']) < 0)
}

function nameOf(column: Row): string {
  return String(column['name'])
}

function columnOf({ encoding, default: value }: Row): StoredColumn {
  // The catalog calls none what a target calls raw.
  const encode = (encoding === 'none' ? 'raw' : encoding) as RedshiftColumnStorage['encode']
  return { storage: { encode }, ...(value !== null && { default: String(value) }) }
}
