import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

test('a name in another case within the elements of an array is reported by validate and run', async () => {
  await lake.put('orders/a.json', '{"id":1,"items":[{"SKU":"a","qty":1}]}\n')
  const items = { sku: 'varchar(9)', qty: 'bigint' }
  const pipelines = {
    orders: { target: { table: 'orders', properties: { id: 'bigint', 'items[0]': items } } },
  }
  for (const command of ['validate', 'run']) {
    const { exitCode, stdout } = await lake.run(pipelines, command)
    expect(stdout).toContain('none has "items[0].sku", did you mean "items[0].SKU"?')
    expect(exitCode).toBe(5)
  }
})

test('a header that ends in a delimiter is nothing to look at', async () => {
  await lake.put('ended/a.csv', 'id,b,a,\n1,B,A,\n')
  const step = {
    copy: { format: 'csv', ignoreHeader: 1 },
    target: { table: 'ended', fields: { id: 'bigint', a: 'varchar(9)', b: 'varchar(9)' } },
  }
  const { exitCode, stderr } = await lake.run({ ended: step }, 'run')
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(await lake.query('select a, b from ended')).toEqual([{ a: 'A', b: 'B' }])
})

test('a header that nobody said there is, loaded as a row, is reported by validate and run; a first row is none', async () => {
  await lake.put('unsaid/a.csv', 'first,last\nAda,Byron\n')
  await lake.put('headless/a.csv', 'Ada,Byron\n')
  const step = (table: string) => ({
    copy: { format: 'csv' },
    target: { table, fields: { first: 'varchar(9)', last: 'varchar(9)' } },
  })
  for (const command of ['validate', 'run']) {
    const unsaid = await lake.run({ unsaid: step('unsaid') }, command)
    expect(unsaid.stdout).toContain(
      "the first line of s3://lake/unsaid/a.csv names the fields, and is loaded as a row: say ignoreHeader: 1 in the step's copy",
    )
    expect(unsaid.exitCode).toBe(5)
    expect(await lake.run({ headless: step('headless') }, command)).toMatchObject({ exitCode: 0, stderr: '' })
  }
})

test('a table that is not there, or has no rows, is not adopted without a word', async () => {
  await lake.put('adopted/a.json', '{"id":1}\n')
  const pipelines = { adopted: { target: { table: 'adopted', properties: { id: 'bigint' } } } }
  const words = ['journal', 'import', 'adopted/s', '--listed']
  const asked = await lake.run(pipelines, ...words)
  expect(asked.stdout).toContain(
    'into "adopted", which is not there: none of this is in it, and no run will load it',
  )
  await lake.query('create table adopted (id bigint)')
  expect((await lake.run(pipelines, ...words)).stdout).toContain('into "adopted", which has no rows')
  await lake.query('insert into adopted values (1)')
  const adopted = await lake.run(pipelines, ...words, '--yes')
  expect(adopted.exitCode).toBe(0)
  expect(adopted.stdout).not.toContain('into "adopted"')
})

test('journal verify takes nothing for loaded whose table is gone', async () => {
  await lake.put('gone/a.json', '{"id":1}\n')
  const pipelines = { gone: { target: { table: 'gone', properties: { id: 'bigint' } } } }
  expect((await lake.run(pipelines, 'run')).exitCode).toBe(0)
  expect((await lake.run(pipelines, 'journal', 'verify', 'gone/s')).exitCode).toBe(0)
  await lake.query('drop table gone')
  const { exitCode, stderr } = await lake.run(pipelines, 'journal', 'verify', 'gone/s')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('was loaded into "gone", which is no longer there')
  expect(stderr).toContain('arbalest run --full-refresh gone')
})
