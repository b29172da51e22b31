import { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { localRedshift } from './local-redshift.js'

const redshift = localRedshift()
let admin: Client
let loader: Client

beforeAll(async () => {
  admin = await redshift.connect()
  await admin.query(
    `create user loader password 'Passw0rd' nocreateuser syslog access restricted connection limit unlimited`,
  )
  loader = await connectLoader()
  return () => loader.end()
})

async function connectLoader(): Promise<Client> {
  const url = new URL(redshift.server.url)
  url.username = 'loader'
  const client = new Client(url.href)
  client.on('error', () => {})
  await client.connect()
  return client
}

const denied = (relation: string) => ({
  code: '42501',
  message: `permission denied for relation ${relation}`,
})

test('a user makes tables in public and temporary ones, stored as they say, and loads them', async () => {
  await loader.query('create table marks (key varchar(100) encode zstd, n int) distkey (key) sortkey (key)')
  const { rows } = await loader.query(
    `select "column", trim(encoding) as encoding, distkey, sortkey from pg_table_def where tablename = 'marks'`,
  )
  expect(rows).toEqual([
    { column: 'key', encoding: 'zstd', distkey: true, sortkey: 1 },
    { column: 'n', encoding: 'az64', distkey: false, sortkey: 0 },
  ])
  await loader.query('create temp table s (like marks)')
  await loader.query('alter table marks alter sortkey (n)')
  const copy = loader.query("copy marks from 's3://bkt/x' iam_role default csv")
  await expect(copy).rejects.toThrow('Connection to S3 failed')
  const { rows: loads } = await loader.query('select status from sys_load_history')
  expect(loads).toEqual([{ status: 'aborted' }])
})

test('what is another’s is neither read, written, loaded, locked nor changed without a grant', async () => {
  await admin.query('create table theirs (n int) sortkey (n)')
  for (const sql of ['select * from theirs', 'insert into theirs values (1)', 'delete from theirs'])
    await expect(loader.query(sql)).rejects.toMatchObject(denied('theirs'))
  await loader.query('begin')
  await expect(loader.query('insert into theirs values (1)')).rejects.toMatchObject(denied('theirs'))
  await loader.query('rollback; begin')
  await expect(loader.query('lock theirs')).rejects.toMatchObject(denied('theirs'))
  await loader.query('rollback')
  const owner = { code: '42501', message: 'must be owner of relation theirs' }
  for (const sql of [
    'drop table theirs',
    'alter table theirs alter sortkey none',
    'alter table theirs add column m int',
  ])
    await expect(loader.query(sql)).rejects.toMatchObject(owner)
  await expect(
    loader.query("select redshift.set_distribution('theirs'::regclass, 'all')"),
  ).rejects.toMatchObject(owner)
})

test('who was granted INSERT may insert, in a block too', async () => {
  await admin.query('create table fed (n int)')
  await admin.query('create group feeders with user loader')
  await admin.query('grant insert on fed to group feeders')
  await loader.query('begin')
  await loader.query('insert into fed values (1)')
  await loader.query('commit')
  await expect(loader.query('select * from fed')).rejects.toMatchObject(denied('fed'))
  await admin.query('create role readers')
  await admin.query('grant select on fed to role readers')
  await admin.query('grant role readers to loader')
  expect((await loader.query('select * from fed')).rows).toEqual([{ n: 1 }])
  await admin.query('revoke insert on fed from group feeders')
  await expect(loader.query('insert into fed values (1)')).rejects.toMatchObject(denied('fed'))
})

test('schemas and TEMP are granted and revoked', async () => {
  await admin.query('create schema closed')
  const inClosed = loader.query('create table closed.t (n int)')
  await expect(inClosed).rejects.toMatchObject({
    code: '42501',
    message: 'permission denied for schema closed',
  })
  await admin.query('grant usage, create on schema closed to loader')
  await loader.query('create table closed.t (n int) sortkey (n)')
  await admin.query('revoke temp on database dev from public')
  // A session that has made a temporary table is past this question.
  const fresh = await connectLoader()
  await expect(fresh.query('create temp table u (n int)')).rejects.toMatchObject({
    code: '42501',
    message: 'permission denied to create temporary tables in database "dev"',
  })
  await fresh.end()
  await admin.query('grant temp on database dev to public')
  await expect(loader.query('create schema mine')).rejects.toMatchObject({ code: '42501' })
  await expect(loader.query('create user other password disable')).rejects.toMatchObject({ code: '42501' })
})

test('a user who is made with CREATEUSER is a superuser', async () => {
  await admin.query('create user chief password disable createuser session timeout 60')
  const { rows } = await admin.query(
    `select usename, usesuper from pg_user where usename in ('chief', 'loader') order by 1`,
  )
  expect(rows).toEqual([
    { usename: 'chief', usesuper: true },
    { usename: 'loader', usesuper: false },
  ])
})
