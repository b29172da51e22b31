import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test.each([
  ['savepoint a', '0A000', 'SQL command "savepoint a" not supported.'],
  ['ROLLBACK TO SAVEPOINT a', '0A000', 'SQL command "ROLLBACK TO SAVEPOINT a" not supported.'],
  ['create unique index i on t (n)', '0A000', 'SQL command "create unique index i on t (n)" not supported.'],
  ['create sequence s', '0A000', 'SQL command "create sequence s" not supported.'],
  ['insert into t values (1) returning n', '42601', 'syntax error at or near "returning"'],
  ['insert into t values (1) on conflict do nothing', '42601', 'syntax error at or near "on"'],
  ['create extension hstore', '42601', 'syntax error at or near "extension"'],
  ['create table x (id serial)', '0A000', 'Column "x.id" has unsupported type "serial".'],
  ['create table x (a int[])', '0A000', 'Column "x.a" has unsupported type "int[]".'],
  ['create table x (a jsonb)', '42704', 'type "jsonb" does not exist'],
  [
    'create table x (a int check (a > 0))',
    '0A000',
    'ALTER/CREATE TABLE column CHECK constraint is not supported',
  ],
  ['create table x (a varchar(65536))', '22023', 'length for type character varying cannot exceed 65535'],
  ['create table x (a numeric(39,0))', '22023', 'NUMERIC precision 39 must be between 1 and 38'],
  ['create table x (a jsonpath)', '42704', 'type "jsonpath" does not exist'],
  ['create table x (a interval)', '0A000', 'Column "x.a" has unsupported type "interval".'],
  ['create table x (a interval year to day)', '42601', 'syntax error at or near "to"'],
  ['create table x (a interval day(2))', '22023', 'interval(2) precision must be between 0 and 6'],
  ['create table x (a int) diststyle odd', '42601', 'syntax error at or near "odd"'],
  ['create table x (a int) backup later', '42601', 'syntax error at or near "later"'],
  ['create table x (a int) inherits (t)', '42601', 'syntax error at or near "inherits"'],
  ['create table x (a int) with (fillfactor = 10)', '42601', 'syntax error at or near "with"'],
  ['create table x (like t including all)', '42601', 'syntax error at or near "including"'],
  ['create global temporary table x (a text)', '42601', 'syntax error at or near "global"'],
  ['create table x (oid int)', '42701', 'column name "oid" conflicts with a system column name'],
  ['create table x (a int) distkey (b)', '42703', 'column "b" named in key does not exist'],
  [String.raw`select E'\x41'`, '42704', 'type "e" does not exist'],
  ["select string_agg('a', ',')", '42883', 'function string_agg(unknown, unknown) does not exist'],
  ['select distinct on (n) n from t', '0A000', 'SELECT DISTINCT ON is not supported'],
  ["select '{}'::jsonb", '42704', 'type "jsonb" does not exist'],
  ['alter table t alter column n type bigint', '0A000', expect.stringContaining('VARCHAR')],
  ['alter table t alter column n set default 1', '0A000', 'ALTER COLUMN SET/DROP DEFAULT is not supported'],
  ['alter table t add column a int, add column b int', '42601', 'syntax error at or near ","'],
  ['alter table t add column a int identity(1,1)', '0A000', expect.stringContaining('IDENTITY')],
  [
    'alter table t add column a int not null',
    '0A000',
    'ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
  ],
  ['copy t from stdin', '42601', 'syntax error at or near "stdin"'],
  ['select 0x1F', '42601', 'syntax error at or near "x1F"'],
  ['select 1_000', '42601', 'syntax error at or near "_000"'],
  ["select decode('61', 'hex')", '42883', 'function decode(unknown, unknown) does not exist'],
  ['table t', '42601', 'syntax error at or near "table"'],
  ['create materialized view m as select n from t with no data', '42601', 'syntax error at or near "no"'],
  ['create user u superuser', '42601', 'syntax error at or near "superuser"'],
  [
    'create procedure f(a int default 1) as $$ begin null; end $$ language plpgsql',
    '42601',
    'syntax error at or near "default"',
  ],
  [
    'create function f(int) returns int immutable strict as $$ select $1 $$ language sql',
    '42601',
    'syntax error at or near "strict"',
  ],
])('refuses as a cluster does: %s', async (statement, code, message) => {
  const client = await redshift.connect()
  await client.query('create table if not exists t (n int)')
  await expect(client.query(statement)).rejects.toMatchObject({ code, message })
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await expect(client.query({ text: statement, name: 'prepared' })).rejects.toMatchObject({ code, message })
  expect((await client.query({ text: 'select $1::int as one', values: [1] })).rows).toEqual([{ one: 1 }])
  await client.end()
})

test('a refusal fails the block it stands in', async () => {
  const client = await redshift.connect()
  await client.query('begin')
  await expect(client.query('savepoint a')).rejects.toMatchObject({ code: '0A000' })
  await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' })
  await client.query('rollback')
})
