import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { everything } from '../everything.js'
import { makeWorkspace, type Workspace } from '../workspace.js'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSandbox()
  await fetch(`${sandbox.endpoint}/acme`, { method: 'PUT' })
  client = new Client(sandbox.url)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await sandbox.stop()
})

const CONFIGURATION = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/quakes/ } }
      strategy: { use: manifest }
      target:
        table: events
        sortKey: [id]
        properties:
          id: { type: bigint, notNull: true, encode: az64 }
          mag: real
          place: varchar(64)
          tags: super
    - sql: summary
      statements: [select 1]
`

async function makeQuakes(): Promise<Workspace> {
  const workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  return workspace
}

/** What `schema diff --json` tells of a step. */
interface Compared {
  readonly statements: readonly string[]
}

describe('arbalest schema ddl', () => {
  test('prints the statements, with nothing to connect to', async () => {
    const { run } = await makeQuakes()

    const { exitCode, stdout } = await run(['schema', 'ddl'], {
      REDSHIFT_URL: 'postgres://u:secret@nowhere.test/dev',
    })

    expect(exitCode).toBe(0)
    expect(stdout).toBe(`-- quakes/events
create table if not exists "events" (
  "id" bigint encode az64 not null,
  "mag" real,
  "place" varchar(64),
  "tags" super
)
sortkey ("id");

`)
  })

  test('says where a sink has no tables to make', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())

    expect(await run(['schema', 'ddl'])).toMatchObject({
      exitCode: 0,
      stdout: '-- quakes/events: file://sink.json has no tables to make\n',
    })
  })
})

describe('arbalest schema diff', () => {
  test('reports that there is no table yet', async () => {
    const { run } = await makeQuakes()

    const { exitCode, stdout } = await run(['schema', 'diff'], { ...sandbox.env })

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^quakes\/events: events at redshift:\/\/127\.0\.0\.1:\d+\/dev\n {2}there is no such table yet; the first load makes it\n$/,
    )
  })

  test('reports what differs, what it does to a load and what would change it, and leaves the warehouse as it was', async () => {
    const { run } = await makeQuakes()
    await client.query(
      'create table events (id bigint, mag varchar(8), place varchar(32), note date) diststyle even',
    )
    await client.query("insert into events values (1, '1.5', 'here', '2018-02-07')")
    await fetch(`${sandbox.endpoint}/acme/data/a.json`, { method: 'PUT', body: '{"id":2}' })
    const before = await everything(client, sandbox, 'acme')
    expect([before.tables.length, before.objects.length]).toEqual([1, 1])

    const { exitCode, stdout, stderr } = await run(['schema', 'diff'], { ...sandbox.env })
    const json = await run(['schema', 'diff', '--json'], { ...sandbox.env })

    expect(await everything(client, sandbox, 'acme')).toEqual(before)
    const [compared] = json.stdout.split('\n').map((line) => JSON.parse(line || 'null') as Compared)
    for (const statement of compared!.statements) await client.query(statement)
    const after = await run(['schema', 'diff'], { ...sandbox.env })
    const { rows } = await client.query('select * from events')
    await client.query('drop table events')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('2 differences would stop a load')
    expect(stderr).toContain('TARGET_MISMATCH: "arbalest help TARGET_MISMATCH" explains it')
    expect(stdout.split('\n').slice(1, 9)).toEqual([
      '  harmless: the column "id" may be NULL, but the target has notNull',
      '  stops a load: the column "mag" is varchar(8), and the target has real',
      '  may refuse rows: the column "place" is varchar(32), narrower than the varchar(64) of the target',
      '  stops a load: there is no column "tags" (super)',
      '  harmless: the column "note" (date) is only in the table',
      '  harmless: the sort key is none, and the target has compound (id)',
      '  to change the table, run these one after the other, outside any transaction:',
      '    begin;',
    ])
    expect(compared).toMatchObject({
      type: 'compared',
      pipeline: 'quakes',
      step: 'events',
      table: 'events',
      exists: true,
      stored: true,
      differences: [
        { kind: 'nullable', effect: 'harmless', column: 'id' },
        { kind: 'other type', effect: 'stops a load', column: 'mag', declared: 'real', actual: 'varchar(8)' },
        { kind: 'narrower', effect: 'may refuse rows', column: 'place' },
        { kind: 'missing', effect: 'stops a load', column: 'tags' },
        { kind: 'extra', effect: 'harmless', column: 'note' },
        {
          kind: 'stored otherwise',
          what: 'sort key',
          effect: 'harmless',
          declared: 'compound (id)',
          actual: 'none',
        },
      ],
    })
    expect(after).toMatchObject({ exitCode: 0, stdout: expect.not.stringMatching(/stops|refuse|run one/) })
    expect(rows).toMatchObject([{ id: '1', mag: 1.5, place: 'here', tags: null }])
  })

  test('reports that a table is as its target says, once ddl has made it', async () => {
    const { run } = await makeQuakes()
    const { stdout: statement } = await run(['schema', 'ddl'], { ...sandbox.env })
    await client.query(statement)

    const { exitCode, stdout } = await run(['schema', 'diff', 'quakes'], { ...sandbox.env })

    await client.query('drop table events')
    expect({ exitCode, told: stdout.split('\n')[1] }).toEqual({
      exitCode: 0,
      told: '  matches the target',
    })
  })

  test('says where a sink does not tell', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())

    expect(await run(['schema', 'diff'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('cannot be compared: the sink does not report its tables'),
    })
  })
})
