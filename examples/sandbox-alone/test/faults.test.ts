import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

let sandbox: Sandbox
let ours: Client
let other: Client

beforeAll(async () => {
  sandbox = await startSandbox()
  ours = new Client(sandbox.url)
  other = new Client(sandbox.url)
  await Promise.all([ours.connect(), other.connect()])
  await ours.query('create table stock (item varchar(20), pieces int)')
  await ours.query("insert into stock values ('bolt', 100)")
})

afterAll(async () => {
  await other.end()
  await sandbox.stop()
})

test('a serializable conflict: two transactions change one row', async () => {
  await ours.query('begin')
  await ours.query('select * from stock') // takes the snapshot
  await other.query("update stock set pieces = 90 where item = 'bolt'")
  const update = ours.query("update stock set pieces = 80 where item = 'bolt'")
  await expect(update).rejects.toMatchObject({
    code: 'XX000',
    message: '1023',
    detail: expect.stringContaining('Serializable isolation violation'),
  })
  await ours.query('rollback')
})

test('a wait for a lock that ends by statement_timeout', async () => {
  await other.query('begin')
  await other.query('lock stock')
  await ours.query('set statement_timeout to 50')
  await expect(ours.query('select * from stock')).rejects.toThrow("canceled on user's request")
  await ours.query('set statement_timeout to 0')
  await other.query('rollback')
})

test('a connection that is killed: its transaction is rolled back', async () => {
  ours.on('error', () => {}) // otherwise it would end the process
  await ours.query('begin')
  await ours.query('delete from stock')
  const { rows } = await ours.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => ours.once('end', resolve))
  await other.query(`select pg_terminate_backend(${rows[0]?.pid})`)
  await ended
  expect((await other.query('select pieces from stock')).rows).toEqual([{ pieces: 90 }])
})
