import { collect, each } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { completeOptions, RedshiftSink, type RedshiftSinkConfiguration } from '../../src/index.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
  // Each finds a schema of its own first in its search path.
  for (const user of ['ann', 'bob'])
    await warehouse.query(`create user ${user} createuser password 'Abcd1234'; create schema ${user}`)
  await warehouse.query('create schema sales')
})

beforeEach(dropTables)

afterAll(async () => {
  await dropTables()
  for (const schema of ['ann', 'bob', 'sales']) await warehouse.query(`drop schema ${schema} cascade`)
  await warehouse.query('drop user ann; drop user bob')
  await warehouse[Symbol.asyncDispose]()
})

/** Drops what the users have made. */
async function dropTables(): Promise<void> {
  const made = await warehouse.query(
    `select schemaname || '.' || tablename as name from pg_tables where tableowner in ('ann', 'bob') or tablename = 'events'`,
  )
  for (const { name } of made) await warehouse.query(`drop table ${String(name)}`)
}

const COLUMNS = '(id integer, at varchar(32), user_name varchar(8))'

const scope = 'daily/events'

/** A sink of `user` for the step that loads `table`. */
function sinkOf(user: string, table: string, options: Partial<RedshiftSinkConfiguration> = {}): RedshiftSink {
  const { hostname: host, port, pathname } = new URL(warehouse.url)
  const connection = {
    host,
    port,
    user,
    password: 'Abcd1234',
    database: pathname.slice(1),
    lockTimeout: '300ms',
  }
  const completed = completeOptions({
    connection,
    iamRole: 'default',
    metadata: 's3://acme/own/',
    ...options,
  })
  return new RedshiftSink(completed, { table })
}

async function keysIn(sink: RedshiftSink): Promise<readonly string[]> {
  return (await collect(each(sink.marks(scope)))).map(({ key }) => key)
}

test.each([
  ['with its schema', 'sales.events', 'sales.events'],
  ['as the search path finds it', 'public.events', 'events'],
])('users with other search paths share the marks of a table that is named %s', async (_, made, named) => {
  await warehouse.query(`create table ${made} ${COLUMNS}`)
  await using ann = sinkOf('ann', named)
  await using bob = sinkOf('bob', named)
  await ann.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  expect(await keysIn(bob)).toEqual(['a'])
})

test('users who each make the table of a name without a schema keep marks of their own', async () => {
  await using ann = sinkOf('ann', 'events')
  await using bob = sinkOf('bob', 'events')
  await ann.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  expect(await keysIn(bob)).toEqual([])
  expect(await keysIn(ann)).toEqual(['a'])
})

test('a schema that is given has the marks of all tables', async () => {
  await using ann = sinkOf('ann', 'sales.events', { marksSchema: 'bob' })
  await ann.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
  await using bob = sinkOf('bob', 'other')
  expect(await keysIn(bob)).toEqual(['a'])
})

test.each([
  ['is written otherwise', 'events', 'public.EVENTS', {}],
  ['has its marks elsewhere', 'sales.events', 'sales.events', { marksSchema: 'bob' }],
])('who replaces rows of a table waits for another for whom it %s', async (_, one, other, options) => {
  await warehouse.query(`create table ${one === 'events' ? 'public.events' : one} ${COLUMNS}`)
  await using ann = sinkOf('ann', one)
  await using bob = sinkOf('bob', other, options)
  await ann.transaction({ scope: 'p/one' }, async (tx) => {
    await tx.stage({ ...EVENTS, table: one })
    const waiting = bob.transaction({ scope: 'p/other' }, (own) => own.stage({ ...EVENTS, table: other }))
    await expect(waiting).rejects.toMatchObject({
      code: 'LOCK_TIMEOUT',
      message: expect.stringContaining('.arbalest_lock_') as string,
    })
  })
})
