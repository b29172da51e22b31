import { quoteLiteral } from '../writing/literals.js'
import { quoteName, storedName } from '../writing/names.js'

/** How a table is distributed over slices. Default: `auto`. */
export type DistStyle = 'auto' | 'even' | 'key' | 'all'

/** How a table is stored, as far as a statement says. */
export interface TableStorage {
  readonly distStyle?: DistStyle | undefined
  readonly distKey?: string | undefined
  /** None to have no sort key. */
  readonly sortKey?: readonly string[] | undefined
  readonly interleaved?: boolean | undefined
  /** Encodings by column, as the catalog names them. */
  readonly encodings?: ReadonlyMap<string, string> | undefined
  /** Whether snapshots of the cluster hold it. Default: true. */
  readonly backup?: boolean | undefined
  /** The table that it is LIKE. */
  readonly like?: readonly string[] | undefined
}

/** The statements that record `storage` of `table` in the catalog, in place of what was recorded of the same. */
export function* keepStorage(table: readonly string[], storage: TableStorage): Generator<string> {
  const relation = regclass(table)
  const set = (column: string, name: string, value: string) =>
    `select redshift.set_option(${relation}, ${quoteLiteral(storedName(column))}, '${name}', '${value}')`
  const { distKey, distStyle = distKey && 'key', sortKey, interleaved, encodings, like } = storage
  if (like) yield `select redshift.store_like(${relation}, ${regclass(like)})`
  if (distStyle) {
    yield `select redshift.set_distribution(${relation}, ${distStyle === 'auto' ? 'null' : `'${distStyle}'`})`
    yield `select redshift.drop_option(${relation}, 'distkey')`
  }
  if (distKey !== undefined) yield set(distKey, 'distkey', 'true')
  if (sortKey) yield `select redshift.drop_option(${relation}, 'sortkey')`
  for (const [index, column] of (sortKey ?? []).entries()) {
    yield set(column, 'sortkey', String(interleaved && index % 2 === 0 ? -index - 1 : index + 1))
  }
  if (storage.backup === false) yield `select redshift.leave_out_of_backups(${relation})`
  for (const [column, encoding] of encodings ?? []) yield set(column, 'encode', encoding)
}

/** The table, for PostgreSQL. */
export function regclass(table: readonly string[]): string {
  return `${quoteLiteral(table.map(quoteName).join('.'))}::regclass`
}
