import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test.each([
  ["select 'schema ' + nspname + ';' from pg_namespace where nspname = 'public'", 'schema public;'],
  ["select n.nspname from pg_catalog.pg_namespace as n where n.nspname = 'public'", 'public'],
  [
    "select pg_namespace.nspname from pg_catalog.pg_namespace as pg_namespace where pg_namespace.nspname = 'public'",
    'public',
  ],
  [
    "select pg_namespace.nspname from pg_catalog.pg_namespace pg_namespace where pg_namespace.nspname = 'public'",
    'public',
  ],
  ["select count(*) from pg_user join pg_group on usesysid = any(grolist) where groname = 'none'", '0'],
  ['select a.procpid > 0 from pg_stat_activity as a where a.procpid = pg_backend_pid()', true],
  ["select textin(regprocedureout('upper(text)'::regprocedure))", 'upper(text)'],
  ["select 'a' + 'b'", 'ab'],
  // https://github.com/awslabs/amazon-redshift-utils/blob/master/src/AdminScripts/user_to_be_dropped_privs.sql
  [
    `select count(*) from pg_class c where c.relname = 'pg_user'
     and aclcontains(c.relacl, makeaclitem(0, 0, c.relowner, 'SELECT', false))`,
    '1',
  ],
])('what administrators ask the catalog: %s', async (query, value) => {
  expect(await redshift.rows(query)).toEqual([[value]])
})

test('DROP and ALTER PROCEDURE take the names and modes of arguments', async () => {
  const client = await redshift.connect()
  const args = 'volume inout bigint, at_price in numeric(8,2), result out int, note varchar(9)'
  await client.query(`create procedure quarter(${args}) as $$ begin result := 1; end $$ language plpgsql`)
  await client.query(`alter procedure quarter(${args}) rename to half`)
  await client.query(`alter procedure half(${args}) rename to quarter`)
  await client.query(`drop procedure quarter(${args})`)
  await expect(client.query(`drop procedure quarter(${args})`)).rejects.toMatchObject({ code: '42883' })
  await client.query(`drop procedure if exists quarter(${args})`)
})

// https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_USER.html
test('ALTER USER sets and resets what belongs to a user', async () => {
  const client = await redshift.connect()
  await client.query("create user settled password 'Settled14'")
  for (const change of ['with set search_path to a', 'with reset search_path', 'session timeout 120'])
    await client.query(`alter user settled ${change}`)
  await client.query('alter user settled reset session timeout')
  await client.query('alter user settled with rename to moved')
  expect((await client.query("select usename from pg_user where usename = 'moved'")).rowCount).toBe(1)
  await client.query('drop user moved')
})
