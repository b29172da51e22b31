import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

const DOCUMENTS = '{"id":1,"amount":5}\n{"id":2,"amount":7}\n'

/** A series by the day, whose days are in a column that takes them from the path. */
const step = (name: string, pathColumns: object) => ({
  [name]: {
    source: { use: 's3', with: { url: `s3://lake/${name}/`, series: { pattern: 'dt={day}/' } } },
    strategy: {
      use: 'timeseries',
      with: { column: 'id', outside: 'partition-column', partitionColumn: 'dt' },
    },
    target: { table: name, properties: { id: 'bigint', amount: 'bigint' }, pathColumns },
  },
})

test('Hive folders become columns, and a day that is restated replaces its rows', async () => {
  for (const day of ['2024-01-01', '2024-01-02'])
    for (const region of ['eu', 'us'])
      await lake.put(`hive/dt=${day}/region=${region}/part-0.json`, DOCUMENTS)
  const pipelines = step('hive', { dt: 'date', region: 'varchar(8)' })
  const planned = await lake.run(pipelines, 'plan')
  expect(planned.stdout).toContain('2 transactions, the largest of 2 copies')
  const first = await lake.run(pipelines, 'run')
  expect(first.stderr).toBe('')
  expect(first.exitCode).toBe(0)
  await lake.put('hive/dt=2024-01-02/region=us/part-0.json', '{"id":3,"amount":9}\n')
  expect((await lake.run(pipelines, 'run')).exitCode).toBe(0)
  expect(
    await lake.query('select id::int, cast(dt as varchar) as dt, region from hive order by dt, region, id'),
  ).toEqual([
    { id: 1, dt: '2024-01-01', region: 'eu' },
    { id: 2, dt: '2024-01-01', region: 'eu' },
    { id: 1, dt: '2024-01-01', region: 'us' },
    { id: 2, dt: '2024-01-01', region: 'us' },
    { id: 1, dt: '2024-01-02', region: 'eu' },
    { id: 2, dt: '2024-01-02', region: 'eu' },
    { id: 3, dt: '2024-01-02', region: 'us' },
  ])
})

test('a folder that does not fit is named, and nothing is loaded', async () => {
  await lake.put('misfit/dt=2024-01-01/region=southeast/part-0.json', DOCUMENTS)
  const { exitCode, stderr } = await lake.run(step('misfit', { dt: 'date', region: 'varchar(8)' }), 'run')
  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    's3://lake/misfit/dt=2024-01-01/region=southeast/part-0.json: the part "region=southeast" of its key does not fit the column "region", which is varchar(8)',
  )
})
