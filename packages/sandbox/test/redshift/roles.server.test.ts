import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query(
    'create role analysts; create role leads; create group night; create user kim password disable',
  )
  await client.query(
    'grant role analysts to role leads; grant role leads to kim; alter group night add user kim',
  )
  await client.query('create schema sales; create table sales.orders (n int)')
  await client.query(
    'grant usage on schema sales to role analysts; grant select on sales.orders to group night',
  )
  await client.query(
    'grant select on sales.orders to role leads; grant temporary on database ' +
      redshift.database +
      ' to kim',
  )
})

test('roles are listed, apart from groups, with who has been given them', async () => {
  expect(
    await redshift.rows(
      "select role_name from svv_roles where role_name in ('analysts', 'leads', 'night') order by 1",
    ),
  ).toEqual([['analysts'], ['leads']])
  expect(
    await redshift.rows("select groname from pg_group where groname in ('analysts', 'leads', 'night')"),
  ).toEqual([['night']])
  expect(
    await redshift.rows("select role_name, granted_role_name from svv_role_grants where role_name = 'leads'"),
  ).toEqual([['leads', 'analysts']])
  expect(
    await redshift.rows(
      "select user_name, role_name, admin_option from svv_user_grants where user_name = 'kim'",
    ),
  ).toEqual([['kim', 'leads', false]])
})

test('rights are listed by what they are on, with the kind of who has them', async () => {
  expect(
    await redshift.rows(
      "select privilege_type, identity_name, identity_type from svv_schema_privileges where namespace_name = 'sales'",
    ),
  ).toEqual([['USAGE', 'analysts', 'role']])
  expect(
    await redshift.rows(
      "select identity_name, identity_type from svv_relation_privileges where relation_name = 'orders' order by 1",
    ),
  ).toEqual([
    ['leads', 'role'],
    ['night', 'group'],
  ])
  expect(
    await redshift.rows(`select privilege_type, identity_type from svv_database_privileges
      where database_name = '${redshift.database}' and identity_name = 'kim'`),
  ).toEqual([['TEMPORARY', 'user']])
})

test('default rights and rights on functions are listed', async () => {
  await client.query('alter default privileges in schema sales grant select on tables to role analysts')
  expect(
    await redshift.rows(`select object_type, owner_name, privilege_type, grantee_name, grantee_type from svv_default_privileges
      where schema_name = 'sales'`),
  ).toEqual([['RELATION', 'awsuser', 'SELECT', 'analysts', 'role']])
  await client.query(
    'create function sales.twice(int) returns int immutable as $$ select $1 * 2 $$ language sql',
  )
  await client.query('grant execute on function sales.twice(int) to kim')
  expect(
    await redshift.rows(
      "select function_name, argument_types, privilege_type from svv_function_privileges where identity_name = 'kim'",
    ),
  ).toEqual([['twice', 'integer', 'EXECUTE']])
})
