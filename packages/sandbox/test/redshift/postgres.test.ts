import { access, chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startPostgres, SUPERUSER } from '../../src/redshift/engine/postgres.js'

const query = async (host: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ host, user: SUPERUSER, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

test('runs, and removes its folder when stopped', async () => {
  const postgres = await startPostgres()
  expect(await query(postgres.socketFolder, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
  expect(await exists(postgres.socketFolder)).toBe(false)
})

test('keeps a given folder, even below one that only its owner may enter', async () => {
  const home = await mkdtemp(join(tmpdir(), 'arbalest-home-'))
  await chmod(home, 0o700)
  try {
    const first = await startPostgres({ data: join(home, 'data') })
    await query(first.socketFolder, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startPostgres({ data: join(home, 'data') })
    expect(await query(second.socketFolder, 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})
