import { Client } from 'pg'
import { expect, test, vi } from 'vitest'
import { localRedshift } from '../local-redshift.js'

const redshift = localRedshift()

const LOCKS = `
  select pid, granted, txn_owner, txn_db, txn_start is not null as begun from svv_transactions
  where relation = (select oid from pg_class where relname = 'guarded') and lock_mode = 'AccessExclusiveLock'
  order by granted desc`

test('svv_transactions shows who holds a lock, and who waits for it', async () => {
  const [one, two, three] = [await redshift.connect(), await redshift.connect(), await redshift.connect()]
  const pid = async (client: typeof one) =>
    (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
  await one.query('create table guarded (n int)')
  await one.query('begin')
  await one.query('lock table guarded')
  await two.query('begin')
  const [holder, waiter] = [await pid(one), await pid(two)]
  const waiting = two.query('lock table guarded')
  const seen = { txn_owner: 'awsuser', txn_db: 'dev', begun: true }
  await vi.waitFor(async () => {
    expect((await three.query(LOCKS)).rows).toEqual([
      { pid: holder, granted: true, ...seen },
      { pid: waiter, granted: false, ...seen },
    ])
  })
  await one.query('rollback')
  await waiting
  await two.query('rollback')
  expect((await three.query(LOCKS)).rows).toEqual([])
})

test('svv_transactions numbers a transaction anew when it begins', async () => {
  const client = await redshift.connect()
  const number = async () => {
    const own = `select xid from svv_transactions where pid = pg_backend_pid() and lockable_object_type = 'transactionid'`
    return (await client.query<{ xid: string }>(own)).rows.map(({ xid }) => xid)
  }
  await client.query('begin')
  const [first, again] = [await number(), await number()]
  await client.query('commit')
  await client.query('begin')
  const second = await number()
  await client.query('commit')
  expect(first).toHaveLength(1)
  expect(again).toEqual(first)
  expect(second).not.toEqual(first)
})

test('svv_transactions shows a user only their own transactions', async () => {
  const admin = await redshift.connect()
  await admin.query(`create user passer_by password 'Passer1by'`)
  const url = new URL(redshift.server.url)
  url.username = 'passer_by'
  url.password = 'Passer1by'
  const client = new Client(url.href)
  await client.connect()
  const other = await redshift.connect()
  await other.query('begin')
  await other.query('lock table guarded')
  const { rows } = await client.query('select distinct txn_owner from svv_transactions')
  expect(rows).toEqual([{ txn_owner: 'passer_by' }])
  await other.query('rollback')
  await client.end()
})
