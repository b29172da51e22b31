import {
  ConflictError,
  type Mark,
  type MarkChange,
  type MarkState,
  type TransactionContext,
} from '@arbalest/core/plugin'
import type { DuckDBConnection } from '@duckdb/node-api'
import { existsIn, ownSchema, query } from './state-tables.js'

/** How many marks a page has. */
const PAGE = 5000

const COLUMNS = '"key", "version", "state", "reason", "target", "way", "identity"'

/** Makes the table of marks if it is missing. */
async function prepareMarks(connection: DuckDBConnection, schema: string): Promise<void> {
  await connection.run(`create schema if not exists ${schema}`)
  await connection.run(
    `create table if not exists ${schema}.marks ("scope" varchar not null, "key" varchar not null, "version" varchar not null, "state" varchar not null, "reason" varchar, "target" varchar, "way" varchar, "identity" varchar, "loaded_at" timestamp not null)`,
  )
}

/** Yields the marks of a scope in pages, in the order of their keys, which is that of their bytes. */
export async function* readMarks(
  connection: DuckDBConnection,
  scope: string,
): AsyncGenerator<readonly Mark[]> {
  if (!(await existsIn(connection, 'marks'))) return
  const schema = await ownSchema(connection)
  let page: Mark[] = []
  do {
    const after = page.at(-1)?.key
    const rows = await query(
      connection,
      `select ${COLUMNS} from ${schema}.marks where "scope" = $1 and ("key" > $2 or $2 is null) order by "key" limit ${PAGE}`,
      [scope, after ?? null],
    )
    page = rows.map(markIn)
    if (page.length > 0) yield page
  } while (page.length === PAGE)
}

/** Changes marks in a transaction. Throws `ConflictError` if one is not as the caller last saw it. */
export async function changeMarks(
  connection: DuckDBConnection,
  { scope, origin }: Pick<TransactionContext, 'scope' | 'origin'>,
  changes: readonly MarkChange[],
): Promise<void> {
  const schema = await ownSchema(connection)
  await prepareMarks(connection, schema)
  const keys = JSON.stringify(changes.map(({ key }) => key))
  const ofKeys = `"scope" = $1 and "key" in (select unnest(from_json($2, '["VARCHAR"]')))`
  const rows = await query(connection, `select ${COLUMNS} from ${schema}.marks where ${ofKeys}`, [
    scope,
    keys,
  ])
  const marks = new Map(rows.map(markIn).map((mark) => [mark.key, mark]))
  for (const { key, version, state = 'loaded', reason, previous } of changes) {
    const before = marks.get(key)
    if (before?.version !== previous) throw new ConflictError(scope, key)
    if (version === null) marks.delete(key)
    else
      marks.set(key, {
        key,
        version,
        state,
        ...(reason !== undefined && { reason }),
        origin: origin ?? before?.origin,
      })
  }
  await query(connection, `delete from ${schema}.marks where ${ofKeys}`, [scope, keys])
  const added = [...marks.values()].map(({ origin: from, ...mark }) => ({
    ...mark,
    reason: mark.reason ?? null,
    target: from?.table ?? null,
    way: from?.way ?? null,
    identity: from?.identity ?? null,
  }))
  await query(
    connection,
    `insert into ${schema}.marks ("scope", ${COLUMNS}, "loaded_at") select $1, ${COLUMNS}, now() at time zone 'UTC' from (
      select unnest(from_json($2, '[{"key":"VARCHAR","version":"VARCHAR","state":"VARCHAR","reason":"VARCHAR","target":"VARCHAR","way":"VARCHAR","identity":"VARCHAR"}]'), recursive := true))`,
    [scope, JSON.stringify(added)],
  )
}

function markIn({
  key,
  version,
  state,
  reason,
  target,
  way,
  identity,
}: Readonly<Record<string, unknown>>): Mark {
  const origin =
    typeof target === 'string' && typeof way === 'string'
      ? { table: target, way, ...(typeof identity === 'string' && { identity }) }
      : undefined
  const why = typeof reason === 'string' ? { reason } : {}
  return { key: String(key), version: String(version), state: String(state) as MarkState, ...why, origin }
}
