import type { LedgerEntry, LedgerOptions } from '@arbalest/core/plugin'
import { timestampValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { quoteText } from '../quote.js'
import { existsIn, ownSchema, query, type Row } from './state-tables.js'

/** The columns of the ledger, their types, and what of an entry they have. */
const COLUMNS = [
  ['run', 'varchar', 'run'],
  ['scope', 'varchar', 'scope'],
  ['target', 'varchar', 'table'],
  ['units', 'bigint', 'units'],
  ['objects', 'bigint', 'objects'],
  ['bytes', 'bigint', 'bytes'],
  ['rows', 'bigint', 'rows'],
  ['rejected', 'bigint', 'rejected'],
  ['kept', 'bigint', 'kept'],
  ['quarantined', 'bigint', 'quarantined'],
  ['unaccounted', 'bigint', 'unaccounted'],
  ['first_key', 'varchar', 'firstKey'],
  ['last_key', 'varchar', 'lastKey'],
  ['oldest_object', 'timestamp', 'oldestObject'],
  ['newest_object', 'timestamp', 'newestObject'],
  ['version', 'varchar', 'version'],
] as const satisfies readonly (readonly [string, string, keyof LedgerEntry])[]

const NAMES = COLUMNS.map(([name]) => `"${name}"`).join(', ')

/** Notes in a transaction what it loads; makes the table of the ledger if it is missing. */
export async function noteEntry(connection: DuckDBConnection, entry: LedgerEntry): Promise<void> {
  const types = COLUMNS.map(([name, type]) => `"${name}" ${type}`).join(', ')
  const schema = await ownSchema(connection)
  await connection.run(`create schema if not exists ${schema}`)
  await connection.run(`create sequence if not exists ${schema}.loads_in_order`)
  // The sequence is no default of the column, which would keep the name of a file that may get another.
  await connection.run(
    `create table if not exists ${schema}.loads ("number" bigint, "loaded_at" timestamp not null, ${types})`,
  )
  const places = COLUMNS.map(([, type], index) => `cast($${index + 1} as ${type})`).join(', ')
  await query(
    connection,
    `insert into ${schema}.loads ("number", "loaded_at", ${NAMES}) select nextval(${quoteText(`${schema}.loads_in_order`)}), now() at time zone 'UTC', ${places}`,
    COLUMNS.map(([, , property]) => valueOf(entry[property])),
  )
}

/** Yields the entries of the ledger, the newest first. */
export async function* readLedger(
  connection: DuckDBConnection,
  { scope, limit }: LedgerOptions = {},
): AsyncGenerator<LedgerEntry> {
  if (!(await existsIn(connection, 'loads'))) return
  const schema = await ownSchema(connection)
  const rows = await query(
    connection,
    `select "loaded_at", ${NAMES} from ${schema}.loads where "scope" = $1 or $1 is null order by "number" desc ${limit === undefined ? '' : `limit ${limit}`}`,
    [scope ?? null],
  )
  yield* rows.map(entryIn)
}

function valueOf(value: string | number | Date | undefined): DuckDBValue {
  if (value === undefined) return null
  if (typeof value === 'number') return BigInt(value)
  return value instanceof Date ? timestampValue(BigInt(value.valueOf()) * 1000n) : value
}

function entryIn(row: Row): LedgerEntry {
  const known = COLUMNS.filter(([name]) => row[name] !== null).map(([name, type, property]) => [
    property,
    type === 'bigint' ? Number(row[name]) : row[name],
  ])
  return { ...Object.fromEntries(known), loadedAt: row['loaded_at'] } as LedgerEntry
}
