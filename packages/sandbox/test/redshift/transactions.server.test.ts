import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()

/** Whether `promise` is still pending after a while that would do for any statement here. */
const waits = async (promise: Promise<unknown>) =>
  (await Promise.race([promise, delay(300, 'waits')])) === 'waits'

test('a lock makes other sessions wait until its transaction ends', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await one.query('create table locked (n int)')
  await one.query('begin')
  await one.query('lock table locked')
  await one.query('insert into locked values (1)')
  await two.query('begin')
  const lock = two.query('lock locked')
  expect(await waits(lock)).toBe(true)
  await one.query('commit')
  await lock
  expect((await two.query('select n from locked')).rows).toEqual([{ n: 1 }])
  await two.query('commit')
})

test.each([
  ['in a query', (sql: string) => ({ text: sql })],
  ['with a value', (sql: string) => ({ text: sql.replace('7', '$1::int'), values: [7] })],
  ['prepared by name', (sql: string) => ({ text: sql.replace('7', '$1::int'), values: [7], name: 'write' })],
])('writers of one table queue until the first commits, readers do not: %s', async (_, statement) => {
  const [one, two, three] = [await redshift.connect(), await redshift.connect(), await redshift.connect()]
  await one.query('drop table if exists queued; create table queued (n int)')
  await one.query('begin')
  await one.query(statement('insert into queued values (7)'))
  expect((await three.query('select * from queued')).rows).toEqual([])
  await two.query('begin')
  const writing = two.query(statement('update queued set n = n + 1 where n = 7'))
  expect(await waits(writing)).toBe(true)
  await one.query('commit')
  expect((await writing).rowCount).toBe(1)
  await two.query('commit')
  expect((await three.query('select n from queued')).rows).toEqual([{ n: 8 }])
  await Promise.all([one, two, three].map((client) => client.end()))
})

test('two transactions that write two tables in opposite order: one gets an error about the deadlock', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await one.query('create table first (n int); create table second (n int)')
  await one.query('begin')
  await two.query('begin')
  await one.query('insert into first values (1)')
  await two.query('insert into second values (1)')
  const outcomes = await Promise.allSettled([
    one.query('insert into second values (2)').finally(() => one.query('rollback')),
    two.query('insert into first values (2)').finally(() => two.query('rollback')),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toEqual([{ status: 'rejected', reason: expect.objectContaining({ code: '40P01' }) }])
})

test('a missing table is reported once, in a block too', async () => {
  const one = await redshift.connect()
  await one.query('begin')
  await expect(one.query('insert into missing values ($1)', [1])).rejects.toMatchObject({ code: '42P01' })
  await one.query('rollback')
})

test('a table that was made since the snapshot was taken cannot be loaded, and is named by number', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await two.query('create table before_it (n int)')
  await one.query('begin')
  await one.query('select * from before_it')
  await two.query('create table made_since (n int)')
  const copy = (table: string) => one.query(`copy ${table} from 's3://any/data' iam_role default json 'auto'`)
  await expect(copy('made_since')).rejects.toMatchObject({
    code: 'XX000',
    message: '1018',
    detail: 'Relation does not exist',
  })
  await one.query('rollback')
  await expect(copy('never_made')).rejects.toMatchObject({ code: '42P01' })
})

test('two transactions that change one row: the later gets an error about a violation, by number', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await one.query('create table conflict (n int)')
  await one.query('insert into conflict values (1)')
  await one.query('begin')
  await two.query('begin transaction isolation level read committed')
  await one.query('select * from conflict')
  await two.query('select * from conflict')
  await one.query('update conflict set n = 2')
  await one.query('commit')
  await expect(two.query('update conflict set n = 3')).rejects.toMatchObject({
    code: 'XX000',
    message: '1023',
    detail: expect.stringContaining('Serializable isolation violation on table'),
  })
  await two.query('rollback')
})

test('a client that vanishes leaves nothing behind, not even its locks', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await one.query('create table vanished (n int)')
  await one.query('begin')
  await one.query('insert into vanished values (1)')
  await one.query('lock vanished')
  one.connection.stream.destroy()
  expect((await two.query('select * from vanished')).rows).toEqual([])
})

test('TRUNCATE commits all that its block has done', async () => {
  const one = await redshift.connect()
  await one.query('create table emptied (n int)')
  await one.query('insert into emptied values (1)')
  await one.query('begin')
  await one.query('create table made_before (n int)')
  await one.query('truncate emptied')
  await one.query('rollback')
  expect(await redshift.rows('select count(*) from emptied')).toEqual([['0']])
  expect(await redshift.rows('select count(*) from made_before')).toEqual([['0']])
})

test('the statements of one message are one transaction', async () => {
  const one = await redshift.connect()
  await one.query('create table together (n int)')
  await expect(one.query('insert into together values (1); select 1/0')).rejects.toMatchObject({
    code: '22012',
  })
  expect(await redshift.rows('select * from together')).toEqual([])
  const results = await one.query('insert into together values (2); begin; insert into together values (3)')
  expect(results).toMatchObject([{ command: 'INSERT' }, { command: 'BEGIN' }, { command: 'INSERT' }])
  await one.query('rollback')
  expect(await redshift.rows('select * from together')).toEqual([])
  await one.query('insert into together values (4); insert into together values (5)')
  expect(await redshift.rows('select n from together order by 1')).toEqual([[4], [5]])
})

test.each([
  'vacuum',
  'alter table sized alter column c type varchar(20)',
  'alter table sized append from sized',
])('a block refuses: %s', async (statement) => {
  const one = await redshift.connect()
  await one.query('create table if not exists sized (c varchar(10))')
  await one.query('begin')
  await expect(one.query(statement)).rejects.toMatchObject({ code: '25001' })
  await expect(one.query('select 1')).rejects.toMatchObject({ code: '25P02' })
  await one.query('rollback')
})

test('a database can be serializable: then reads that cross writes are a violation too', async () => {
  const maker = await redshift.connect()
  await maker.query('create database strict isolation level serializable')
  expect(
    await redshift.rows("select trim(isolation_level) from stv_db_isolation_level where db_name = 'strict'"),
  ).toEqual([['Serializable']])
  const [one, two] = [await redshift.connect('strict'), await redshift.connect('strict')]
  await one.query('create table a (n int); create table b (n int)')
  await one.query('begin')
  await two.query('begin')
  await one.query('insert into b select count(*) from a')
  await two.query('insert into a select count(*) from b')
  await one.query('commit')
  await expect(two.query('commit')).rejects.toMatchObject({ message: '1023', code: 'XX000' })
  await Promise.all([one.end(), two.end()])
  await maker.query('drop database strict')
})

test('a snapshot permits that', async () => {
  const [one, two] = [await redshift.connect(), await redshift.connect()]
  await one.query('create table c (n int); create table d (n int)')
  await one.query('begin')
  await two.query('begin')
  await one.query('insert into d select count(*) from c')
  await two.query('insert into c select count(*) from d')
  await one.query('commit')
  await two.query('commit')
  expect(await redshift.rows('select c.n, d.n from c, d')).toEqual([[0, 0]])
})

test.each([
  'vacuum full t to 99 percent boost',
  'vacuum delete only t',
  'analyze t (n) ',
  'analyze verbose t predicate columns',
])('is accepted: %s', async (statement) => {
  const client = await redshift.connect()
  await client.query('create table if not exists t (n int)')
  await expect(client.query(statement)).resolves.toBeDefined()
})
