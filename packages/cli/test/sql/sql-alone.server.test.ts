import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspace, type Workspace } from '../workspace.js'

const CONFIGURATION = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  nightly:
    - sql: append
      transaction: none
      statements:
        - |
          -- what is staged; all of it
          alter table events append from staged; -- it commits
          vacuum events;
          analyze events
    - sql: totals
      statements:
        - { file: sql/totals.sql, values: [1, 7] }
`

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write('acme/kept.txt', '')
  await workspace.write(
    'sql/totals.sql',
    'delete from totals where id = $2;\ninsert into totals values ($1), ($2);\n',
  )
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
  for (const name of ['events', 'staged', 'totals']) await client.query(`create table ${name} (id integer)`)
  await client.query('insert into staged values (1)')
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

const idsOf = async (table: string) =>
  (await client.query<{ id: number }>(`select id from ${table} order by id`)).rows.map(({ id }) => id)

describe('statements outside of a transaction, and texts of several', () => {
  test('are planned, tried as far as can be, and run, and counted as the statements they are', async () => {
    const arbalest = (...words: string[]) => workspace.run(words, { ...sandbox.env })

    const plan = await arbalest('plan')
    expect(plan.stdout.split('\n').map((line) => line.replace(/redshift:\S+\/dev/, 'redshift'))).toEqual([
      'nightly/append: SQL at redshift, each statement by itself, 3 statements',
      '  -- what is staged; all of it',
      '  alter table events append from staged;',
      '  -- it commits',
      '  vacuum events;',
      '  analyze events;',
      'nightly/totals: SQL at redshift, 2 statements',
      '  delete from totals where id = $2;',
      '  insert into totals values ($1), ($2);',
      '',
    ])
    expect(JSON.parse((await arbalest('plan', '--json')).stdout.split('\n')[0]!)).toMatchObject({
      transaction: 'none',
    })

    const validate = await arbalest('validate')
    expect(validate).toMatchObject({
      exitCode: 0,
      stdout:
        'nightly/append: not tried: 3 statements, each of which would run by itself (transaction: none)\n' +
        'nightly/totals: 2 statements run, and rolled back\n',
    })
    expect([await idsOf('events'), await idsOf('staged'), await idsOf('totals')]).toEqual([[], [1], []])

    const run = await arbalest('run')
    expect(run.stdout).toMatch(/append: finished: 3 statements.*\n[^]*totals: finished: 2 statements/)
    expect([await idsOf('events'), await idsOf('staged'), await idsOf('totals')]).toEqual([[1], [], [1, 7]])
  })

  test('that leave out rows are done, but not fine', async () => {
    await workspace.write('acme/in.csv', '1\nx\n')
    const copy = "copy events from 's3://acme/in.csv' iam_role default csv maxerror 9"
    await workspace.write(
      '.arbalestrc.yaml',
      CONFIGURATION.replace(/statements:[^]*/, `statements: ["${copy}"]`),
    )

    const text = await workspace.run(['run'], { ...sandbox.env })
    const json = await workspace.run(['run', '--json'], { ...sandbox.env })

    expect([text.exitCode, json.exitCode]).toEqual([5, 5])
    expect(text.stdout).toMatch(/finished: 1 statement, 1 row rejected, in/)
    expect(json.stdout).toMatch(/"type":"committed",.*"statements":1,"rejected":1/)
    expect(await idsOf('events')).toEqual([1, 1])
  })

  test('keep what they did before one that fails, which run says', async () => {
    await client.query('drop table totals')
    await workspace.write('.arbalestrc.yaml', CONFIGURATION.replace('vacuum events', 'vacuum nosuch'))

    const { exitCode, stdout, stderr } = await workspace.run(['run', '--json'], { ...sandbox.env })

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/could not run "vacuum nosuch"/)
    expect(stdout.match(/"type":"committed"/g)).toHaveLength(1)
    expect(await idsOf('events')).toEqual([1])
  })
})
