import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { linesOf, makeWorkspace, type Workspace } from '../workspace.js'

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('acme/other/none.txt', '')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

const run = (...words: string[]) => workspace.run(words, { ...sandbox.env })

/** Writes a configuration of one step, which loads what lies under `in/`. */
function configure(target: object, more: object = {}): Promise<void> {
  const step = {
    load: 's',
    source: { use: 's3', with: { url: 's3://acme/in/' } },
    strategy: { use: 'manifest' },
    target,
    ...more,
  }
  const sink = {
    use: 'redshift',
    with: { connection: '${env:REDSHIFT_URL}', iamRole: 'default', metadata: 's3://acme/meta/' },
  }
  return workspace.write('.arbalestrc.json', JSON.stringify({ sink, pipelines: { p: [step] } }))
}

const tables = async () =>
  (await client.query("select tablename from pg_tables where tablename in ('people', 'names')")).rows

describe('documents whose names are not those of the target', () => {
  const properties = {
    personid: 'bigint',
    mail: 'varchar(20)',
    stauts: 'varchar(9)',
    home: { town: 'varchar(20)' },
  }
  const target = { table: 'people', properties }

  beforeEach(async () => {
    const document = { personId: 1, Mail: 'a@b', status: 'new', home: { Town: 'Lima' } }
    await workspace.write('acme/in/a.json', `${JSON.stringify(document)}\n`.repeat(2))
  })

  test('are reported by validate, and load no row of NULLs', async () => {
    await configure(target)
    const validated = await run('validate')
    expect(validated.exitCode).toBe(1)
    for (const [name, meant] of [
      ['personid', 'personId'],
      ['mail', 'Mail'],
      ['stauts', 'status'],
      ['home.town', 'home.Town'],
    ])
      expect(validated.stdout).toContain(`"${name}", did you mean "${meant}"?`)
    expect(validated.stderr).toContain('NAMES_DIFFER')
    expect(validated.stdout + validated.stderr).not.toContain('Lima')

    const ran = await run('run')
    expect(ran.exitCode).toBe(1)
    expect(ran.stderr).toContain('No document of s3://acme/in/a.json has any property of the target')
    expect(await tables()).toEqual([])
  })

  test('are said by plan if asked', async () => {
    await configure(target)
    expect((await run('plan')).stdout).not.toContain('did you mean')
    expect(await run('plan', '--names')).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('"personid", did you mean "personId"?') as string,
    })
  })

  test.each([
    [{ missing: 'ignore' }, 5, 1],
    ['ignore', 0, 0],
  ])('are loaded with drift %j, which exits with %i', async (drift, exitCode, notices) => {
    await configure(target, { drift })
    const ran = await run('run', '--json')
    expect(ran.exitCode).toBe(exitCode)
    const events = linesOf(ran.stdout) as { readonly type: string; readonly drift?: object }[]
    expect('drift' in events.find(({ type }) => type === 'committed')!).toBe(notices > 0)
    const noticed = events.filter(({ type }) => type === 'noticed')
    expect(noticed).toHaveLength(notices)
    if (notices > 0)
      expect(noticed[0]).toMatchObject({ notice: { kind: 'drift', missing: [], unknown: { length: 4 } } })
  })

  test('end a run that says fail, and exit with 5 otherwise if one of them fits', async () => {
    await workspace.write(
      'acme/in/a.json',
      '{"personid":1,"mail":"a","stauts":"b","home":{"town":"x","no":1}}\n',
    )
    await configure(target, { drift: { unknown: 'fail' } })
    expect(await run('run')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('"home.no" is in s3://acme/in/a.json, and not in the target') as string,
    })
    await configure(target)
    expect(await run('validate')).toMatchObject({ exitCode: 5 })
    expect(await run('run')).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining('the target does not name "home.no" (in 1 document') as string,
    })
  })

  test('are a fault of the configuration if drift says something else', async () => {
    await configure(target, { drift: { unknwon: 'fail', missing: 'no' } })
    const { exitCode, stderr } = await run('plan')
    expect(exitCode).toBe(3)
    expect(stderr).toContain('pipelines.p[0].drift.unknwon: is not known here')
    expect(stderr).toContain('pipelines.p[0].drift.missing: must be ignore, warn or fail.')
  })
})

test('Parquet files whose columns stand in another order are refused, and nothing is swapped', async () => {
  const unload = (file: string, columns: string) =>
    client.query(
      `unload ('select cast(1 as bigint) as id, ${columns}') to 's3://acme/in/${file}' iam_role default format parquet parallel off`,
    )
  await unload('a', "cast(''Ada'' as varchar(20)) as first, cast(''Lovelace'' as varchar(20)) as last")
  await unload('b', "cast(''Hopper'' as varchar(20)) as last, cast(''Grace'' as varchar(20)) as first")
  const fields = { id: 'bigint', first: 'varchar(20)', last: 'varchar(20)' }
  await configure({ table: 'names', fields }, { copy: { format: 'parquet' } })
  for (const command of ['validate', 'run']) {
    const { exitCode, stderr } = await run(command)
    expect(exitCode).toBe(1)
    expect(stderr).toContain(
      'its columns are "id", "last", "first", and the fields are "id", "first", "last"',
    )
  }
  expect(await tables()).toEqual([])
})

test('CSV objects are loaded by their headers, whatever the order', async () => {
  await workspace.write('acme/in/a.csv', 'id,first,last\n1,Ada,Lovelace\n')
  await workspace.write('acme/in/b.csv', 'last,id,first\nHopper,2,Grace\n')
  const fields = { id: 'bigint', first: 'varchar(20)', last: 'varchar(20)' }
  await configure({ table: 'names', fields }, { copy: { format: 'csv', ignoreHeader: 1 } })
  expect(await run('validate')).toMatchObject({ exitCode: 0 })
  expect(await run('run')).toMatchObject({ exitCode: 0, stderr: '' })
  expect((await client.query('select first, last from names order by id')).rows).toEqual([
    { first: 'Ada', last: 'Lovelace' },
    { first: 'Grace', last: 'Hopper' },
  ])
})
