import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query(
    'create role readers_changed; create role writers_changed; create user lee_changed password disable',
  )
})

const owner = async (role: string) =>
  (await redshift.rows(`select role_owner from svv_roles where role_name = '${role}'`))[0]?.[0]

test('a role is renamed, and belongs to another user, who does not have it', async () => {
  await client.query('create role sellers_changed')
  await client.query('alter role sellers_changed with rename to vendors_changed')
  await client.query('alter role vendors_changed with owner to lee_changed')
  expect(await owner('vendors_changed')).toBe('lee_changed')
  expect(
    await redshift.rows(
      "select role_name from svv_user_grants where user_name = 'lee_changed' and role_name = 'vendors_changed'",
    ),
  ).toEqual([])
  await client.query('alter role vendors_changed externalid to "XYZ456"')
  await client.query('drop role vendors_changed')
})

test('a role that somebody has is dropped by force alone', async () => {
  await client.query('grant role readers_changed to lee_changed')
  await expect(client.query('drop role readers_changed')).rejects.toThrow(
    'cannot drop this role since it has been granted on a user',
  )
  await client.query('create table kept (n int); grant select on kept to role readers_changed')
  await client.query('drop role readers_changed force')
  expect(await owner('readers_changed')).toBeUndefined()
})

test('a role that has another is dropped by force alone', async () => {
  await client.query('create role leads_changed; grant role writers_changed to role leads_changed')
  for (const role of ['leads_changed', 'writers_changed']) {
    await expect(client.query(`drop role ${role}`)).rejects.toThrow(
      'cannot drop this role since it depends on another role',
    )
  }
  await client.query('drop role leads_changed force')
  await client.query('drop role writers_changed')
})

test('what PostgreSQL alone alters of a role is refused', async () => {
  await client.query('create role plain_changed')
  await expect(client.query('alter role plain_changed superuser')).rejects.toMatchObject({ code: '42601' })
  await expect(client.query('alter role nobody externalid to x')).rejects.toMatchObject({ code: '42704' })
})

test('who may give a role to others may be told not to', async () => {
  await client.query('create role lent_changed; grant role lent_changed to lee_changed with admin option')
  await client.query('revoke admin option for role lent_changed from lee_changed')
  const admin =
    "select admin_option from svv_user_grants where user_name = 'lee_changed' and role_name = 'lent_changed'"
  expect(await redshift.rows(admin)).toEqual([[false]])
})

test('the quota of a schema changes if the schema is there', async () => {
  await client.query('create schema bounded quota 1 gb')
  await client.query('alter schema bounded quota 300 gb')
  await client.query('alter schema bounded quota unlimited')
  await expect(client.query('alter schema missing quota 1 gb')).rejects.toMatchObject({ code: '3F000' })
  await expect(client.query('alter schema bounded quota 1 kb')).rejects.toMatchObject({ code: '42601' })
  await client.query('alter schema bounded rename to unbounded')
})
