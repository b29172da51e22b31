import { type Client, types } from 'pg'
import { beforeAll, expect } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

/** What shows in the tests of one file that a statement of the page does what the page says. */
export interface DocsFixture {
  /** A session to which dates are text. */
  readonly client: Client
  /** Writes an object into the bucket `bkt`. */
  put(key: string, body: string | Buffer): Promise<unknown>
  /** The objects under `prefix`: their keys behind it, and what they hold, one character a byte. */
  objects(prefix: string): Promise<Record<string, string>>
  /** The rows of `sql`, each as an array. */
  select(sql: string): Promise<unknown[][]>
  /** A schema of its own for what follows, with the tables t (1, 'x') and u (2, 'y'). */
  freshTables(): Promise<void>
  /** A number that no test of the file has had. */
  next(): number
}

/** What a refusal looks like; not that a table is missing, or that the sandbox broke. */
export const REFUSAL = { code: expect.stringMatching(/^(0A000|42601|42704)$/) }

const isDate = (oid: number) => oid === types.builtins.DATE || oid === types.builtins.TIMESTAMP

/** Gives the tests of a file a database of their own. */
export function docsFixture(): DocsFixture {
  const shared = sharedSandbox('bkt')
  let client: Client
  let count = 0
  beforeAll(async () => {
    client = await shared.connect({
      types: { getTypeParser: (oid, format) => (isDate(oid) ? String : types.getTypeParser(oid, format)) },
    })
    await docs.freshTables()
  })
  const docs: DocsFixture = {
    get client() {
      return client
    },
    put: shared.put,
    async objects(prefix) {
      const found = Object.entries(await shared.objects(prefix))
      return Object.fromEntries(found.map(([key, content]) => [key, content.toString('latin1')]))
    },
    select: async (sql) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows,
    async freshTables() {
      const schema = `fresh_${++count}`
      await client.query('rollback')
      await client.query(`create schema ${schema}; set search_path to ${schema}`)
      await client.query('create table t (a int, b varchar(20)); create table u (a int, b varchar(20))')
      await client.query("insert into t values (1, 'x'); insert into u values (2, 'y')")
    },
    next: () => ++count,
  }
  return docs
}
