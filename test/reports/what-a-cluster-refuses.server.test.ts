import { afterAll, beforeAll, expect, test } from 'vitest'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { startLake, type Lake } from './lake.js'

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

test('timestamps of nanoseconds in Parquet, which a cluster would load as other years, are refused before and by a load', async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'id', data: [1n] },
      { name: 'at', data: [1_694_390_400_000_000_000n] },
    ],
    schema: [
      { name: 'root', num_children: 2 },
      { name: 'id', type: 'INT64', repetition_type: 'REQUIRED' },
      {
        name: 'at',
        type: 'INT64',
        repetition_type: 'REQUIRED',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' },
      },
    ],
  })
  await lake.put('ns/p.parquet', new Uint8Array(file))
  const pipelines = {
    ns: { copy: { format: 'parquet' }, target: { table: 'ns', fields: { id: 'bigint', at: 'timestamp' } } },
  }
  for (const command of ['validate', 'run']) {
    const { exitCode, stderr } = await lake.run(pipelines, command)
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/s3:\/\/lake\/ns\/p\.parquet does not fit its table: .*column 'at'/)
  }
})

test('a late-binding view names the schemas of its tables', async () => {
  await lake.query('create table base (id int)')
  await expect(lake.query('create view late as select id from base with no schema binding')).rejects.toThrow(
    'All the relation names inside should be qualified when creating VIEW WITH NO SCHEMA BINDING.',
  )
  await lake.query('create view late as select id from public.base with no schema binding')
  expect(await lake.query('select * from late')).toEqual([])
})
