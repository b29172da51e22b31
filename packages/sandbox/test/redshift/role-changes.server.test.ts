import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from './local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
  await client.query('create role readers; create role writers; create user lee password disable')
})

const owner = async (role: string) =>
  (await redshift.rows(`select role_owner from svv_roles where role_name = '${role}'`))[0]?.[0]

test('a role is renamed, and belongs to another user, who does not have it', async () => {
  await client.query('create role sellers')
  await client.query('alter role sellers with rename to vendors')
  await client.query('alter role vendors with owner to lee')
  expect(await owner('vendors')).toBe('lee')
  expect(
    await redshift.rows(
      "select role_name from svv_user_grants where user_name = 'lee' and role_name = 'vendors'",
    ),
  ).toEqual([])
  await client.query('alter role vendors externalid to "XYZ456"')
  await client.query('drop role vendors')
})

test('a role that somebody has is dropped by force alone', async () => {
  await client.query('grant role readers to lee')
  await expect(client.query('drop role readers')).rejects.toThrow(
    'cannot drop this role since it has been granted on a user',
  )
  await client.query('create table kept (n int); grant select on kept to role readers')
  await client.query('drop role readers force')
  expect(await owner('readers')).toBeUndefined()
})

test('a role that has another is dropped by force alone', async () => {
  await client.query('create role leads; grant role writers to role leads')
  for (const role of ['leads', 'writers']) {
    await expect(client.query(`drop role ${role}`)).rejects.toThrow(
      'cannot drop this role since it depends on another role',
    )
  }
  await client.query('drop role leads force')
  await client.query('drop role writers')
})

test('what PostgreSQL alone alters of a role is refused', async () => {
  await client.query('create role plain')
  await expect(client.query('alter role plain superuser')).rejects.toMatchObject({ code: '42601' })
  await expect(client.query('alter role nobody externalid to x')).rejects.toMatchObject({ code: '42704' })
})

test('who may give a role to others may be told not to', async () => {
  await client.query('create role lent; grant role lent to lee with admin option')
  await client.query('revoke admin option for role lent from lee')
  const admin = "select admin_option from svv_user_grants where user_name = 'lee' and role_name = 'lent'"
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
