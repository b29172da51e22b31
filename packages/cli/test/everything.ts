import type { Sandbox } from '@arbalest/sandbox'
import type { Client } from 'pg'

/** What can be compared, and some of it counted. */
export interface Everything {
  readonly tables: readonly unknown[]
  readonly objects: readonly unknown[]
  readonly [more: string]: unknown
}

/**
 * All that a command could have changed: tables, their columns and rows, those of marks among them,
 * views, and the objects of `bucket` with their content and what S3 tells of them.
 */
export async function everything(client: Client, { endpoint }: Sandbox, bucket: string): Promise<Everything> {
  const all = async (query: string) => (await client.query<Record<string, unknown>>(query)).rows
  const own = (schema: string) => `${schema} not in ('pg_catalog', 'information_schema', 'pg_toast')`
  const tables = await all(
    `select schemaname, tablename from pg_tables where ${own('schemaname')} and schemaname <> 'redshift' order by 1, 2`,
  )
  const rows = await Promise.all(
    tables.map(({ schemaname, tablename }) =>
      all(`select * from "${String(schemaname)}"."${String(tablename)}"`),
    ),
  )
  const columns = await all(
    `select * from information_schema.columns where ${own('table_schema')} order by table_schema, table_name, ordinal_position`,
  )
  const views = await all(`select * from pg_views where ${own('schemaname')} order by 1, 2`)
  const listing = await textOf(`${endpoint}/${bucket}?list-type=2`)
  const keys = Array.from(listing.matchAll(/<Key>(.*?)<\/Key>/g), ([, key]) => key!)
  const objects = await Promise.all(keys.map((key) => objectOf(`${endpoint}/${bucket}/${key}`)))
  return {
    tables,
    rows,
    columns,
    views,
    listing,
    objects,
    uploads: await textOf(`${endpoint}/${bucket}?uploads`),
  }
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text()
}

async function objectOf(url: string): Promise<unknown> {
  const answer = await fetch(url)
  const told = ['etag', 'last-modified', 'content-type', 'content-length'].map((name) =>
    answer.headers.get(name),
  )
  return { url, told, body: Buffer.from(await answer.arrayBuffer()).toString('base64') }
}
