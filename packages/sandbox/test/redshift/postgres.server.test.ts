import { execFileSync } from 'node:child_process'
import { access, chmod, cp, lstat, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { findBinaries, installed } from '../../src/redshift/engine/binaries.js'
import { SUPERUSER } from '../../src/redshift/engine/cluster.js'
import { startPostgres } from '../../src/redshift/engine/postgres.js'
import { findTemplate } from '../../src/redshift/engine/template.js'
import { readCatalog } from '../../src/redshift/catalog/install.js'

const query = async (host: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ host, user: SUPERUSER, database: 'postgres' })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
/** A cluster to copy, for tests in which it is no matter how one is made. */
const template = async () => findTemplate(await readCatalog())

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
    const first = await startPostgres({ data: join(home, 'data'), template: await template() })
    await query(first.socketFolder, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startPostgres({ data: join(home, 'data') })
    expect(await query(second.socketFolder, 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
  } finally {
    await rm(home, { recursive: true, force: true })
  }
})

test('mends programs whose install script did not run, in a place that their user can reach', async () => {
  const closed = await mkdtemp(join(tmpdir(), 'arbalest-closed-'))
  const open = await mkdtemp(join(tmpdir(), 'arbalest-open-'))
  try {
    // As npm unpacks it: without links, and here in a folder that only its owner may enter.
    const filter = async (path: string) => !(await lstat(path)).isSymbolicLink()
    await cp(installed(), join(closed, 'native'), { recursive: true, filter })
    const root = (await stat(closed)).uid === 0
    const user = root ? { uid: 65534, gid: 65534 } : undefined
    if (root) await chmod(open, 0o755)
    const binaries = await findBinaries(open, user, join(closed, 'native'))
    expect(binaries).toBe(join(open, 'native', 'bin'))
    expect(execFileSync(join(binaries, 'postgres'), ['--version'], { encoding: 'utf8', ...user })).toMatch(
      /^postgres \(PostgreSQL\) 18/,
    )
  } finally {
    await rm(closed, { recursive: true })
    await rm(open, { recursive: true })
  }
})

test('reports what PostgreSQL said if it does not start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-taken-'))
  const first = await startPostgres({ data: folder, template: await template() })
  try {
    await expect(startPostgres({ data: folder })).rejects.toThrow(/lock file "postmaster.pid" already exists/)
  } finally {
    await first.stop()
    await rm(folder, { recursive: true })
  }
})
