import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  for (const statement of [
    'create user shown_alice password disable',
    'create role shown_readers',
    'create schema sales',
    'create table sales.days (day date, place varchar(20), primary key (day, place))',
    'create table sales.orders (id int primary key, on_day date, at_place varchar(20), foreign key (on_day, at_place) references sales.days)',
    'create function sales.twice(int) returns int stable as $$ select $1 * 2 $$ language sql',
    'grant select, insert on sales.days to shown_alice',
    'grant select on sales.days to role shown_readers',
    'grant select on sales.orders to public',
    'grant update (place) on sales.days to shown_alice',
    'grant usage on schema sales to role shown_readers',
    `grant create on database ${redshift.database} to shown_alice`,
    'grant execute on function sales.twice(int) to shown_alice',
  ])
    await client.query(statement)
})

const shown = async (sql: string, ...columns: string[]) =>
  (await client.query<Record<string, unknown>>(sql)).rows.map((row) => columns.map((column) => row[column]))

test('SHOW GRANTS shows who has which right on an object', async () => {
  const right = ['identity_name', 'identity_type', 'privilege_type', 'grantor_name']
  const days = [
    ['shown_alice', 'user', 'INSERT', 'awsuser'],
    ['shown_alice', 'user', 'SELECT', 'awsuser'],
    ['shown_readers', 'role', 'SELECT', 'awsuser'],
  ]
  expect(await shown('show grants on table sales.days', ...right)).toEqual(days)
  expect(
    await shown(`show grants on ${redshift.database}.sales.days for role shown_readers`, ...right),
  ).toEqual(days.slice(2))
  expect(await shown('show grants on table sales.orders for public', ...right)).toEqual([
    ['public', 'public', 'SELECT', 'awsuser'],
  ])
  expect(await shown('show grants on schema sales', ...right)).toEqual([
    ['shown_readers', 'role', 'USAGE', 'awsuser'],
  ])
  expect(await shown(`show grants on database ${redshift.database} for shown_alice`, ...right)).toEqual([
    ['shown_alice', 'user', 'CREATE', 'awsuser'],
  ])
  expect(await shown('show grants on function sales.twice(int) for shown_alice', ...right)).toEqual([
    ['shown_alice', 'user', 'EXECUTE', 'awsuser'],
  ])
  expect(await shown('show grants on function sales.twice(varchar)', ...right)).toEqual([])
})

test('SHOW GRANTS FOR shows the rights of a user or a role, SHOW COLUMN GRANTS those on columns', async () => {
  const columns = ['schema_name', 'object_name', 'object_type', 'privilege_type']
  expect(await shown('show grants for role shown_readers limit 9', ...columns)).toEqual([
    ['sales', 'days', 'TABLE', 'SELECT'],
    ['sales', null, 'SCHEMA', 'USAGE'],
  ])
  expect(
    await shown(`show grants for shown_alice from database ${redshift.database}`, ...columns),
  ).toHaveLength(4)
  expect(
    await shown('show column grants on table sales.days', 'column_name', 'privilege_type', 'identity_name'),
  ).toEqual([['place', 'UPDATE', 'shown_alice']])
  for (const statement of [
    'show grants',
    'show grants on',
    'show column grants on table sales.days for role',
  ])
    await expect(client.query(statement)).rejects.toThrow(/syntax error/)
})

test('SHOW CONSTRAINTS shows keys, column by column', async () => {
  expect(
    await shown('show constraints primary keys from table sales.days', 'pk_name', 'column_name', 'key_seq'),
  ).toEqual([
    ['days_pkey', 'day', 1],
    ['days_pkey', 'place', 2],
  ])
  const pairs = ['fk_name', 'fk_column_name', 'pk_table_name', 'pk_column_name', 'pk_name']
  const references = [
    ['orders_on_day_at_place_fkey', 'on_day', 'days', 'day', 'days_pkey'],
    ['orders_on_day_at_place_fkey', 'at_place', 'days', 'place', 'days_pkey'],
  ]
  expect(await shown('show constraints foreign keys from table sales.orders', ...pairs)).toEqual(references)
  const exported = `show constraints foreign keys exported from table ${redshift.database}.sales.days`
  expect(await shown(exported, ...pairs)).toEqual(references)
  expect(await shown('show constraints foreign keys from table sales.days', ...pairs)).toEqual([])
})
