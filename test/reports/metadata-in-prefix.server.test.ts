import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
  for (const name of ['clicks', 'orders'])
    for (const part of [1, 2]) await lake.put(`${name}/part-${part}`, `{"id":${part}}\n`)
})

afterAll(() => lake[Symbol.asyncDispose]())

const target = (table: string) => ({ target: { table, properties: { id: 'bigint' } } })

// The metadata of a sink below a prefix: each run but the first met the files of those before.
test('metadata below the prefix of any step is a fault of the configuration, and nothing is loaded', async () => {
  const sink = {
    use: 'redshift',
    with: { connection: '${env:REDSHIFT_URL}', iamRole: 'default', metadata: 's3://lake/clicks/own/' },
  }
  const pipelines = { clicks: target('clicks'), orders: { ...target('orders'), sink } }
  for (const command of ['validate', 'run', 'run', 'plan']) {
    const { exitCode, stderr } = await lake.run(pipelines, command)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('pipelines.clicks[0].source: lists s3://lake/clicks/')
    expect(stderr).toContain('keeps its own files in s3://lake/clicks/own/, which is inside it')
  }
  expect(await lake.query("select tablename from pg_tables where schemaname = 'public'")).toEqual([])
})

test('files of a sink that are left below a prefix are left out, and said to be', async () => {
  await lake.put(`orders/own/jsonpaths/${'0a'.repeat(32)}.json`, '{"jsonpaths":["$.id"]}')
  const { exitCode, stdout } = await lake.run({ orders: target('orders') }, 'run')
  expect(exitCode).toBe(0)
  expect(stdout).toContain('left out 1 hidden key, such as "orders/own/jsonpaths/')
  expect(await lake.query('select id from orders order by id')).toEqual([{ id: '1' }, { id: '2' }])
})
