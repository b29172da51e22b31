import type { Client } from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()
let client: Client

beforeAll(async () => {
  client = await redshift.connect()
})

test('schemas are made, granted and dropped by names with their database in front', async () => {
  const { database } = redshift
  expect(await client.query(`create schema if not exists "${database}"."one"`)).toMatchObject({
    command: 'CREATE',
  })
  await client.query(`create schema ${database}.two; create user guest password disable`)
  await client.query(`grant usage on schema ${database}.one, two to guest`)
  const may =
    "select has_schema_privilege('guest', 'one', 'usage'), has_schema_privilege('guest', 'two', 'usage')"
  expect(await redshift.rows(may)).toEqual([[true, true]])
  await client.query(`create table ${database}.one.t (a int)`)
  await client.query(`drop schema if exists ${database}.one, "${database}".two cascade`)
  expect(
    await redshift.rows("select count(*)::int from pg_namespace where nspname in ('one', 'two')"),
  ).toEqual([[0]])
})

test('a schema of another database is changed there, by the same user', async () => {
  await client.query('create database next_door')
  await client.query('create schema next_door."first"')
  expect(await redshift.rows("select count(*)::int from pg_namespace where nspname = 'first'")).toEqual([[0]])
  const { rows } = await client.query("show schemas from database next_door like 'first'")
  expect(rows).toMatchObject([{ schema_name: 'first', schema_owner: await owner() }])
  await client.query('drop schema next_door.first')
  await expect(client.query('drop schema next_door.first')).rejects.toThrow('schema "first" does not exist')
  await expect(client.query('create schema nowhere.one')).rejects.toMatchObject({ code: '3D000' })
  await expect(client.query('drop schema next_door.one, nowhere.two')).rejects.toMatchObject({
    code: '0A000',
  })
})

async function owner(): Promise<number> {
  const [row] = await redshift.rows("select usesysid from pg_user where usename = 'awsuser'")
  return Number(row?.[0])
}
