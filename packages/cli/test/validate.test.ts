import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configuration } from './configuration.js'
import { makeWorkspace, type Workspace } from './workspace.js'

const INSTALLED = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

const CONFIGURATION = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { bucket: acme, prefix: data/ } }
      strategy: { use: manifest }
      target: { table: events, properties: { mag: real } }
    - load: whole
      source: { use: s3, with: { bucket: acme, prefix: data/ } }
      strategy: { use: bulk }
      target: { table: snapshot, properties: { mag: varchar(3) } }
    - sql: summary
      statements: [drop table if exists summary, create table summary as select count(*) from events]
    - sql: totals
      statements: [insert into totals select * from summary]
`

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  workspace = await makeWorkspace()
  for (const name of ['@arbalest/sink-redshift', '@arbalest/source-s3']) {
    await symlink(join(INSTALLED, name), join(workspace.folder, 'node_modules', name))
  }
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write('acme/data/a.json', '{"mag":1.5}\n{"mag":"big"}\n')
  await workspace.write('acme/data/b.json', '{"mag":2.25}\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

/** The names of all tables and objects, and what is in the tables. */
async function everything(): Promise<unknown> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' or schemaname like 'pg_temp%' order by 1`,
  )
  const rows = await Promise.all(tables.map(({ name }) => client.query(`select * from "${name}"`)))
  const listing = await fetch(`${sandbox.endpoint}/acme?list-type=2`)
  return { tables, rows: rows.map((result) => result.rows), objects: await listing.text() }
}

describe('arbalest validate', () => {
  test('tells all that is wrong in every step, and leaves warehouse and bucket as they were', async () => {
    await client.query('create table events (mag real)')
    await client.query('insert into events values (9)')
    const before = await everything()

    const { exitCode, stdout, stderr } = await workspace.run(['validate'], { ...sandbox.env })

    expect(await everything()).toEqual(before)
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')).toEqual([
      'quakes/events: 2 objects in 2 units read, 1 row would be refused',
      'quakes/whole: 2 objects in 1 unit read, 1 row would be refused',
      'quakes/summary: 2 statements run, and rolled back',
      expect.stringMatching(/^quakes\/totals: would fail: .*totals/),
      '',
    ])
    expect(stderr).toContain('quakes/events: 1 row would be refused.')
    expect(stderr).toContain('s3://acme/data/a.json, line 2, column "mag", value "big"')
    expect(stderr).toContain('s3://acme/data/b.json, line 1, column "mag", value "2.25"')
    expect(stderr).toContain('SQL_FAILED: see docs/errors.md#sql_failed')
  })

  test('ends with 0 where nothing is wrong, and tries no more than it may', async () => {
    await client.query('create table totals (quakes bigint)')
    await workspace.write('acme/data/a.json', '{"mag":1.5}\n')
    await workspace.write('acme/data/b.json', '{"mag":"not read"}\n')
    const one = CONFIGURATION.replace(/ {4}- load: whole[^]*?(?= {4}- sql)/, '')
    await workspace.write('.arbalestrc.yaml', one)

    const { exitCode, stdout, stderr } = await workspace.run(['validate', '--sample', '1', '--json'], {
      ...sandbox.env,
    })

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        type: 'validated',
        pipeline: 'quakes',
        step: 'events',
        kind: 'load',
        possible: true,
        units: 1,
        objects: 1,
        refused: 0,
      },
      {
        type: 'validated',
        pipeline: 'quakes',
        step: 'summary',
        kind: 'sql',
        possible: true,
        units: 0,
        objects: 0,
        refused: 0,
      },
      {
        type: 'validated',
        pipeline: 'quakes',
        step: 'totals',
        kind: 'sql',
        possible: true,
        units: 0,
        objects: 0,
        refused: 0,
      },
    ])
  })
})

test('arbalest validate says where a sink has no way to try', async () => {
  await workspace.write('plain.json', configuration())

  expect(await workspace.run(['validate', '--config', 'plain.json'])).toMatchObject({
    exitCode: 0,
    stdout: 'quakes/events: cannot be tried: file://sink.json has no way to\n',
  })
})
