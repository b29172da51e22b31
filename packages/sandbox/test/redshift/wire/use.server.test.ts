import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedSandbox } from '../../shared-sandbox.js'

const shared = sharedSandbox('used')
let client: Client
let home: string

const rows = async (sql: string, values: unknown[] = []) =>
  (await client.query<unknown[]>({ text: sql, values, rowMode: 'array' })).rows

beforeAll(async () => {
  client = await shared.connect({ application_name: 'using' })
  home = shared.database
  await client.query('create database used_one')
  await client.query('create database "used-two"')
  await client.query('create table here (a int); insert into here values (1)')
})

test('statements are for the database that was used last, until RESET USE', async () => {
  await client.query('use used_one')
  await client.query('create schema s; create table s.t (a int); insert into used_one.s.t values (5), (6)')
  expect(await rows('select a from s.t where a > $1', [5])).toEqual([[6]])
  await client.query('use "used-two"')
  await expect(client.query('select * from s.t')).rejects.toMatchObject({ code: '42P01' })
  await client.query('create table "used-two".public.u as select 1 as a')
  await client.query('reset use')
  expect(await rows('select a from here')).toEqual([[1]])
  await client.query('use used_one')
  expect(await rows('select count(*)::int from used_one.s.t')).toEqual([[2]])
  expect((await client.query('show columns from table "used-two".public.u')).rows).toMatchObject([
    { column_name: 'a' },
  ])
  await client.query('reset use')
})

test('transactions, temporary tables and errors are those of the database in use', async () => {
  await client.query('use used_one')
  await client.query('create table kept (a int); create temp table passing (a int)')
  await client.query('begin; insert into kept values (1)')
  await expect(client.query('reset use')).rejects.toMatchObject({ code: '25001' })
  await client.query('rollback')
  await client.query('reset use')
  await client.query('use used_one')
  expect(await rows('select count(*)::int from kept')).toEqual([[0]])
  expect(await rows('select count(*)::int from passing')).toEqual([[0]])
  await client.query('reset use')
  await expect(client.query('select * from passing')).rejects.toMatchObject({ code: '42P01' })
  await expect(client.query('use nowhere')).rejects.toMatchObject({
    code: '3D000',
    message: 'database "nowhere" does not exist',
  })
  await expect(client.query('select 1; use used_one')).rejects.toMatchObject({ code: '0A000' })
  await expect(client.query('use')).rejects.toMatchObject({ code: '42601' })
  expect(await rows('select a from here')).toEqual([[1]])
})

test('a block that has changed nothing goes on in the other database', async () => {
  await client.query('create table undone (a int)')
  await client.query('use used_one')
  await client.query('begin')
  await client.query('reset use')
  await client.query('insert into undone values (1)')
  await client.query('rollback')
  expect(await rows('select count(*)::int from undone')).toEqual([[0]])
  await client.query('begin')
  await client.query({ name: 'uses used_one', text: 'use used_one' })
  await client.query('insert into kept values (2)')
  await client.query('rollback')
  expect(await rows('select count(*)::int from kept')).toEqual([[0]])
  await client.query('reset use')
  expect(await rows('select count(*)::int from undone')).toEqual([[0]])
})

test('what was prepared in one database can be run in another', async () => {
  const count = {
    name: 'counts',
    text: 'select count(*)::int as n, current_database() as d from pg_class where relname = $1',
  }
  const counted = async (relation: string) => (await client.query({ ...count, values: [relation] })).rows
  expect(await counted('here')).toEqual([{ n: 1, d: home }])
  await client.query({ name: 'uses', text: 'use used_one' })
  await client.query('create table only_there (a int)')
  expect(await counted('only_there')).toEqual([{ n: 1, d: 'used_one' }])
  await client.query({ name: 'adds', text: 'select $1::int + 1 as sum', values: [1] })
  await client.query('reset use')
  expect(await counted('only_there')).toEqual([{ n: 0, d: home }])
  expect((await client.query({ name: 'adds', text: 'select $1::int + 1 as sum', values: [2] })).rows).toEqual(
    [{ sum: 3 }],
  )
  await client.query({ name: 'uses', text: 'use used_one' })
  expect(await counted('here')).toEqual([{ n: 0, d: 'used_one' }])
  await client.query('reset use')
})

test('a statement of another database is canceled, and its session ends with the client', async () => {
  const other = await shared.connect({ application_name: 'ending' })
  await other.query('use used_one')
  await other.query('set statement_timeout to 20')
  await expect(other.query('select count(*) from generate_series(1, 100000000)')).rejects.toMatchObject({
    code: '57014',
  })
  await other.query('create temp table held (a int)')
  await other.end()
  await client.query('use used_one')
  const left = "select count(*)::int from pg_class where relname = 'held'"
  await expect.poll(() => rows(left)).toEqual([[0]])
  await client.query('reset use')
})

test('a database that the client has used can be dropped, and not one that it uses', async () => {
  await client.query('create database used_once')
  await client.query('use used_once')
  await client.query({ name: 'of once', text: 'create temp table passing_too (a int)' })
  await expect(client.query('drop database used_once')).rejects.toMatchObject({ code: '55006' })
  await client.query('reset use')
  await client.query('drop database used_once')
  await expect(client.query('use used_once')).rejects.toMatchObject({ code: '3D000' })
  await client.query('create database used_once')
  await client.query('use used_once')
  expect(await rows('select current_database()')).toEqual([['used_once']])
  await expect(client.query('select * from passing_too')).rejects.toMatchObject({ code: '42P01' })
  await client.query('use used_one')
  await client.query('drop database used_once')
  await client.query('reset use')
  expect(await rows('select a from here')).toEqual([[1]])
})

test('many rows come through', async () => {
  await client.query('use used_one')
  const all = await rows("select repeat('x', 1000) from generate_series(1, 5000)")
  expect(all.length).toBe(5000)
  await client.query('reset use')
})

test('a procedure uses no other database', async () => {
  await client.query("create procedure moves() as $$ begin execute 'use used_one'; end $$ language plpgsql")
  await expect(client.query('call moves()')).rejects.toMatchObject({ code: '0A000' })
})
