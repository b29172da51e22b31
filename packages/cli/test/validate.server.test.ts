import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configuration } from './configuration.js'
import { everything } from './everything.js'
import { makeWorkspace, type Workspace } from './workspace.js'

const CONFIGURATION = `showValues: true
sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: manifest }
      target: { table: events, properties: { mag: real } }
    - load: whole
      source: { use: s3, with: { url: s3://acme/data/ } }
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
  workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
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

/** Runs the first step alone, over one object of this content, so that there are rows, marks and files of a run. */
async function runFirst(content: string): Promise<void> {
  const first = CONFIGURATION.replace(/ {4}- load: whole[^]*/, '')
  await workspace.write('first.yaml', first.replace('s3://acme/data/', 's3://acme/data/0'))
  await workspace.write('acme/data/0.json', content)
  const ran = await workspace.run(['run', '--config', 'first.yaml'], { ...sandbox.env })
  expect(ran.exitCode).toBe(0)
}

describe('arbalest validate', () => {
  test('says that nothing is under a prefix', async () => {
    await workspace.write('.arbalestrc.yaml', CONFIGURATION.replaceAll('s3://acme/data/', 's3://acme/dta/'))
    const { stdout } = await workspace.run(['validate'], { ...sandbox.env })
    expect(stdout).toMatch(
      'events: nothing to load: 0 objects under s3://acme/dta/; the table fits its target, or the first load makes it',
    )
  })

  test('reports all that is wrong in every step, and leaves warehouse and bucket as they were', async () => {
    await runFirst('{"mag":9}\n')
    await client.query('create view strong as select * from events where mag > 5')
    const before = await everything(client, sandbox, 'acme')
    // The table, its marks and its ledger; the objects, and the JSONPaths file of the run.
    expect([before.tables.length, before.objects.length]).toEqual([3, 4])
    const { exitCode, stdout, stderr } = await workspace.run(['validate'], { ...sandbox.env })

    expect(await everything(client, sandbox, 'acme')).toEqual(before)
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')).toEqual([
      'quakes/events: 2 objects in 2 units read, 1 row would be refused',
      'quakes/whole: 3 objects in 1 unit read, 1 row would be refused',
      'quakes/summary: 2 statements run, and rolled back',
      expect.stringMatching(/^quakes\/totals: would fail: .*totals/),
      '',
    ])
    expect(stderr).toContain('quakes/events: 1 row would be refused.')
    expect(stderr).toContain(`  1 row, column "mag": Invalid digit, Value 'big', Type: Float4
    s3://acme/data/a.json, line 2, value "big": {"mag":"big"}
`)
    expect(stderr).toContain(`  1 row, column "mag": String length exceeds DDL length
    s3://acme/data/b.json, line 1, value "2.25": {"mag":2.25}
`)
    expect(stderr).toContain('SQL_FAILED: "arbalest help SQL_FAILED" explains it')
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
        notices: [],
        rejections: [],
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

test('arbalest validate reports in JSON how many rows would be refused, and the first of each kind', async () => {
  const wrong = Array.from({ length: 1_500 }, (_, index) => `{"mag":"x${index}"}\n`)
  await workspace.write('acme/data/a.json', wrong.join(''))
  await workspace.write('.arbalestrc.yaml', CONFIGURATION.replace(/ {4}- load: whole[^]*/, ''))

  const { exitCode, stdout } = await workspace.run(['validate', '--json'], { ...sandbox.env })

  const reason = `Invalid digit, Value 'x0', Type: Float4`
  const example = { object: 's3://acme/data/a.json', line: 1, column: 'mag', value: 'x0', reason }
  const rejections = [{ column: 'mag', reason, count: 1_000, examples: [example, {}, {}] }]
  const lines = stdout.trimEnd().split('\n')
  expect(exitCode).toBe(1)
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { type: 'validated', units: 2, refused: 1_500, rejections },
    {
      type: 'failed',
      code: 'LOAD_REJECTED',
      message: 'quakes/events: 1,500 rows would be refused.',
      rejections,
    },
  ])
})

test('arbalest validate says that a sink cannot try loads, and ends with what is to be looked at', async () => {
  await workspace.write('plain.json', configuration())

  expect(await workspace.run(['validate', '--config', 'plain.json'])).toMatchObject({
    exitCode: 5,
    stdout: 'quakes/events: not tried: file://sink.json cannot try loads\n',
  })
})

test('arbalest validate sends nothing that a rollback does not take back, and reports what it left out', async () => {
  await client.query('create table totals (quakes bigint)')
  await workspace.write(
    '.arbalestrc.yaml',
    CONFIGURATION.replace(/ {4}- load: events[^]*/, '') +
      `    - sql: share
      statements:
        - insert into totals values (1)
        - unload ('select 1') to 's3://acme/out/' iam_role default allowoverwrite
        - grant select on totals to public
`,
  )
  const before = await everything(client, sandbox, 'acme')

  const { exitCode, stdout } = await workspace.run(['validate'], { ...sandbox.env })

  expect(await everything(client, sandbox, 'acme')).toEqual(before)
  expect(exitCode).toBe(0)
  expect(stdout).toBe(
    `quakes/share: 1 statement run, and rolled back; tried only by its query: "unload ('…') to '…' iam_role default allowoverwrite", because it writes objects, which no rollback removes; not tried: "grant select on totals to public", because a rollback might not take back what it does\n`,
  )
})
