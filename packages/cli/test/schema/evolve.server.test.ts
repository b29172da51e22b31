import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspace, type Workspace } from '../workspace.js'

const configuration = (target: string, properties: string) => `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: manifest }
      target: { table: events, ${target}properties: { ${properties} } }
`

let workspace: Workspace
let sandbox: Sandbox
let client: Client

/** Loads a first document, before there is more to documents. */
beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('acme/data/a.json', '{"id":1}\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
  await workspace.write('.arbalestrc.yaml', configuration('', 'id: integer'))
  await arbalest('run')
  await workspace.write('acme/data/b.json', '{"id":2,"mag":1.5,"user":{"name":"Ada"}}\n')
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

const arbalest = (...words: readonly string[]) => workspace.run(words, { ...sandbox.env })

const MORE = 'id: integer, mag: real, user: { name: varchar(16) }'
const EVOLVING = configuration('evolve: add, ', MORE)

const LOADED = [
  { id: 1, mag: null, user_name: null },
  { id: 2, mag: 1.5, user_name: 'Ada' },
]

const rows = async () => (await client.query('select * from events order by id')).rows

describe('documents that have come to hold more', () => {
  test('stop the load of a target that names it, with the statements that a person would run', async () => {
    await workspace.write('.arbalestrc.yaml', configuration('', MORE))

    const { exitCode, stderr } = await arbalest('run')
    const json = await arbalest('run', '--json')

    expect(exitCode).toBe(1)
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^arbalest: The table "events" .* set evolve: add in the target/),
      '  to change the table, run these one after the other, outside any transaction:',
      '    alter table "events" add column "mag" real;',
      '    alter table "events" add column "user_name" varchar(16);',
      'TARGET_MISMATCH: "arbalest help TARGET_MISMATCH" explains it',
      '',
    ])
    const failed = json.stdout.trim().split('\n').at(-2)!
    const { statements } = JSON.parse(failed) as { readonly statements: readonly string[] }
    expect(await rows()).toEqual([{ id: 1 }])
    for (const statement of statements) await client.query(statement)
    expect(await arbalest('run')).toMatchObject({ exitCode: 0 })
    expect(await rows()).toEqual(LOADED)
  })

  test('are loaded into columns of their own with evolve: add, which plan, validate and diff foresee', async () => {
    await workspace.write('.arbalestrc.yaml', EVOLVING)

    const plan = await arbalest('plan')
    const planned = await arbalest('plan', '--json')
    const validate = await arbalest('validate')
    const diff = await arbalest('schema', 'diff')
    expect(await rows()).toEqual([{ id: 1 }])
    const first = await arbalest('run')
    const second = await arbalest('run')
    const done = await arbalest('plan', '--json')

    expect(plan.stdout).toContain('  adds the columns "mag", "user_name" to events first\n')
    expect(JSON.parse(planned.stdout)).toMatchObject({ type: 'planned', adds: ['mag', 'user_name'] })
    expect(validate).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('every row would be loaded'),
    })
    expect(diff).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('  harmless: there is no column "mag" (real); a run adds it\n'),
    })
    expect(diff.stdout).not.toContain('alter table')
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stdout).toContain('quakes/events: added the columns "mag", "user_name" to events\n')
    expect(second.stdout).toContain('nothing to load')
    expect(second.stdout).not.toContain('added')
    expect(JSON.parse(done.stdout)).toMatchObject({ units: 0, adds: [] })
    expect(await rows()).toEqual(LOADED)
  })

  test('are reported as they are added, for programs', async () => {
    await workspace.write('.arbalestrc.yaml', EVOLVING)
    const { stdout } = await arbalest('run', '--json')
    const told = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly type: string })
    expect(told.map(({ type }) => type)).toEqual([
      'started',
      'evolved',
      'loading',
      'committed',
      'finished',
      'done',
    ])
    expect(told[1]).toEqual({
      type: 'evolved',
      time: expect.any(String),
      run: expect.any(String),
      format: 1,
      pipeline: 'quakes',
      step: 'events',
      kind: 'load',
      table: 'events',
      columns: ['mag', 'user_name'],
    })
  })

  test('stop the load all the same where a column must have a value', async () => {
    const needed = 'id: integer, mag: real, user: { name: { type: varchar(16), notNull: true } }'
    await workspace.write('.arbalestrc.yaml', configuration('evolve: add, ', needed))
    const { exitCode, stderr } = await arbalest('run')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('it has no column "user_name", and a run adds none that must have a value.')
    expect(stderr).not.toContain('evolve')
    expect(stderr).toContain('    alter table "events" add column "user_name" varchar(16);')
    expect(await rows()).toEqual([{ id: 1, mag: null }])
  })

  test.each([2, 5])('are loaded once by %i runs that add the same columns at once', async (count) => {
    await workspace.write('.arbalestrc.yaml', EVOLVING)
    const start = () => workspace.start(['run'], { ...sandbox.env }).ended
    const ended = await Promise.all(Array.from({ length: count }, start))
    expect(ended.filter(({ exitCode, stderr }) => exitCode !== 0 || stderr !== '')).toEqual([])
    expect(await rows()).toEqual(LOADED)
  })
})
