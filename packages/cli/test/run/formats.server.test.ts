import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspace, type Workspace } from '../workspace.js'

const SINK = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
`

const CONFIGURATION = `${SINK}
pipelines:
  shop:
    - load: orders
      source: { use: s3, with: { url: s3://acme/orders/ } }
      strategy: { use: manifest }
      copy: { format: csv, ignoreHeader: 1, nullAs: '' }
      target:
        table: orders
        sortKey: [placed]
        fields:
          id: { type: bigint, notNull: true }
          placed: timestamp
          note: varchar(8)
    - load: items
      source: { use: s3, with: { url: s3://acme/items/ } }
      strategy: { use: bulk }
      copy: { format: parquet }
      target:
        table: items
        fields: { id: bigint, price: 'decimal(10,2)' }
    - sql: summary
      statements: [drop table if exists summary, create table summary as select count(*) as items from items]
`

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write('acme/orders/1.csv', 'id,placed,note\n1,2026-01-02T03:04:05Z,"a, b"\n2,,\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
  await unload(
    `select cast(7 as bigint) as id, cast(1.5 as decimal(10,2)) as price union all select 8, cast(null as decimal(10,2))`,
  )
})

afterEach(async () => {
  await client.end()
  await sandbox.stop()
})

/** Has the objects under `items/` hold the rows of a query. */
async function unload(select: string): Promise<void> {
  await client.query(
    `unload ('${select.replaceAll("'", "''")}') to 's3://acme/items/' iam_role default format parquet allowoverwrite parallel off`,
  )
}

async function rows(select: string): Promise<unknown[]> {
  return (await client.query(select)).rows
}

const run = (...words: string[]) => workspace.run(words, { ...sandbox.env })

describe('CSV and Parquet', () => {
  test('are planned, tried and loaded, and loaded no second time', async () => {
    expect(await run('plan')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('units: orders/1.csv') as string,
    })
    expect(await run('validate')).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: [
        'shop/orders: 1 object in 1 unit read, every row would be loaded',
        'shop/items: 1 object in 1 unit read, every row would be loaded',
        'shop/summary: 2 statements run, and rolled back',
        '',
      ].join('\n'),
    })
    expect(await rows(`select tablename from pg_tables where schemaname = 'public'`)).toEqual([])

    const first = await run('run', '--json')
    expect(first.exitCode).toBe(0)
    expect(await rows('select id, cast(placed as varchar) as placed, note from orders order by id')).toEqual([
      { id: '1', placed: '2026-01-02 03:04:05', note: 'a, b' },
      { id: '2', placed: null, note: null },
    ])
    expect(await rows('select * from items order by id')).toEqual([
      { id: '7', price: '1.50' },
      { id: '8', price: null },
    ])

    const second = await run('run')
    expect(second.exitCode).toBe(0)
    expect(second.stdout).toContain('shop/orders: finished: nothing to load')
    expect(second.stdout).toContain('shop/items: finished: nothing to load')
    expect(await rows('select * from summary')).toEqual([{ items: '2' }])

    await workspace.write('acme/orders/0.csv', 'id,placed,note\n3,,late\n')
    await unload('select cast(9 as bigint) as id, cast(0 as decimal(10,2)) as price')
    expect((await run('run')).exitCode).toBe(0)
    expect(await rows('select id from orders order by id')).toEqual([{ id: '1' }, { id: '2' }, { id: '3' }])
    expect(await rows('select id from items')).toEqual([{ id: '9' }])
  })

  test('that do not fit are reported by validate and by run, as far as each format allows', async () => {
    await workspace.write('acme/orders/2.csv', 'id,placed,note\n3,noon,\n4,,far too long\n5\n')
    await unload(`select 'x' as id, cast(1.5 as decimal(10,2)) as price`)

    const { exitCode, stdout, stderr } = await run('validate')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('shop/orders: 2 objects in 2 units read, 3 rows would be refused\n')
    expect(stdout).toMatch(
      /shop\/items: would fail: s3:\/\/acme\/items\/\S+ does not fit its table: .*column 'id'/,
    )
    expect(stderr).toMatch(/1 row, column "placed": .*\n {4}s3:\/\/acme\/orders\/2\.csv, line 2/)
    expect(stderr).toMatch(/1 row, column "note": .*\n {4}s3:\/\/acme\/orders\/2\.csv, line 3/)
    expect(stderr).toContain('s3://acme/orders/2.csv, line 4')
    expect(stderr).toContain('LOAD_REJECTED: "arbalest help LOAD_REJECTED" explains it')

    const loaded = await run('run')
    expect(loaded.exitCode).toBe(1)
    expect(loaded.stderr).toContain('s3://acme/orders/2.csv, line 2, column "placed": does not fit timestamp')
    expect(await rows(`select tablename from pg_tables where tablename in ('orders', 'items')`)).toEqual([])
  })
})

test('all that is wrong with formats and targets is reported at once, before anything is connected to', async () => {
  const step = (name: string, copy: string, target: string) => `
    - load: ${name}
      source: { use: s3, with: { url: s3://acme/ } }
      strategy: { use: manifest }
      copy: ${copy}
      target: ${target}`
  const wide = SINK.replace('iamRole', 'copy: { timeFormat: epochsecs }, iamRole')
  await workspace.write(
    '.arbalestrc.yaml',
    `${wide}
pipelines:
  shop:${step('a', '{ format: csv, quote: "ab", escape: true }', '{ table: a, fields: { id: bigint } }')}
${step('b', '{ format: parquet, maxError: 3 }', '{ table: b, fields: { id: bigint } }')}
${step('c', '{ format: delimited }', '{ table: c, properties: { id: bigint } }')}
${step('d', '{ format: xml }', '{ table: d, fields: { id: bigint }, properties: { id: bigint } }')}
${step('e', '{ format: csv }', '{ table: e, fields: { id: bigint, "7": date, x: uuid } }')}
${step('f', '{ nullAs: "" }', '{ table: f, fields: { id: bigint } }')}
`,
  )
  const { exitCode, stderr } = await workspace.run(['plan'], {
    REDSHIFT_URL: 'postgres://u:secret@nowhere.test/dev',
  })
  expect(exitCode).toBe(3)
  const places = stderr
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim().split(': ')[0])
  expect(places).toEqual([
    'pipelines.shop[0].copy.quote',
    'pipelines.shop[0].copy.escape',
    'pipelines.shop[1].copy.maxError',
    'sink.with.copy.timeFormat',
    'pipelines.shop[2].target',
    'pipelines.shop[3].copy.format',
    'pipelines.shop[3].target',
    'pipelines.shop[4].target.fields.7',
    'pipelines.shop[4].target.fields.x',
    'pipelines.shop[5].copy.nullAs',
  ])
  expect(stderr).toContain(
    'pipelines.shop[2].target: has properties, and objects of the format delimited have no names, but fields in an order',
  )
  expect(stderr).toContain(
    'sink.with.copy.timeFormat: does not go with the format parquet, but with json, avro, csv and delimited; leave it out, or set it in the steps that need it.',
  )
})
