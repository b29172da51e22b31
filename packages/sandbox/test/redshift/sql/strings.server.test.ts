import type { Client } from 'pg'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create table kept (id int, s super, v varbyte(5), name varchar(9))')
})

beforeEach(async () => {
  await client.query('truncate kept')
})

const rows = async () =>
  (await client.query<unknown[]>({ text: 'select s, to_hex(v), name from kept', rowMode: 'array' })).rows

// https://docs.aws.amazon.com/redshift/latest/dg/r_is_varchar.html
test.each([
  `insert into kept values (1, 'abc', 'abc', 'abc')`,
  `insert into kept (v, name, s, id) values ('abc', 'abc', 'abc', '1')`,
  `insert into kept select 1, 'abc', 'abc', 'abc'`,
  `insert into kept (id) values (1); update kept set s = 'abc', v = 'abc', name = 'abc' where id = '1'`,
])('a string written into a SUPER or a VARBYTE is one: %s', async (statement) => {
  await client.query(statement)
  expect(await rows()).toEqual([['"abc"', '616263', 'abc']])
})

test('also one that looks like JSON, or like hexadecimal digits', async () => {
  await client.query(
    `insert into kept values (1, '{"a":1}', '61', ''), (2, json_parse('{"a":1}'), from_hex('61'), '')`,
  )
  expect(await rows()).toEqual([
    ['"{\\"a\\":1}"', '3631', ''],
    ['{"a":1}', '61', ''],
  ])
})

test('bytes that are too many are refused', async () => {
  await expect(client.query("insert into kept (v) values ('äbcde')")).rejects.toMatchObject({ code: '22001' })
})

test('a table that is made in the same block is known', async () => {
  await client.query("begin; create temp table made (s super); insert into made values ('abc')")
  expect((await client.query('select s from made')).rows).toEqual([{ s: '"abc"' }])
  await client.query('rollback')
})

test('a schema may have a quota, which has no effect', async () => {
  await client.query('create schema small quota 10 gb; create table small.t (a int)')
  await expect(client.query('create schema other quota 10 kb')).rejects.toMatchObject({ code: '42601' })
})
