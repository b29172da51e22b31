import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { assemble, type Assembly, type LoadStep, type Pipeline } from '@arbalest/core'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configurationFor } from '../configuration.js'
import { isUpToDate } from '../is-up-to-date.js'
import { loadIfAllFits } from '../load-if-all-fits.js'
import { reloadDays } from '../reload-days.js'

let bucket: string
let sandbox: Sandbox
let client: Client
let assembly: Assembly
let pipeline: Pipeline
let step: LoadStep

beforeAll(async () => {
  bucket = await mkdtemp(join(tmpdir(), 'arbalest-operations-'))
  sandbox = await startSandbox({ buckets: { shop: bucket } })
  Object.assign(process.env, sandbox.env)
  client = new Client(sandbox.url)
  await client.connect()
  assembly = await assemble(configurationFor(sandbox.url))
  pipeline = assembly.pipelines[0]!
  step = pipeline.steps.find((each) => each.kind === 'load')!
})

afterAll(async () => {
  await assembly[Symbol.asyncDispose]()
  await client.end()
  await sandbox.stop()
  await rm(bucket, { recursive: true })
})

/** Puts an object as the shop would. */
async function put(key: string, orders: readonly object[]): Promise<void> {
  const file = join(bucket, 'orders', key)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, orders.map((order) => `${JSON.stringify(order)}\n`).join(''))
}

async function load(): Promise<{ readonly rows: number; readonly log: readonly string[] }> {
  const log: string[] = []
  return { rows: await loadIfAllFits(assembly.pipelines, (line) => log.push(line)), log }
}

const ignore = () => {}

async function items(): Promise<unknown[]> {
  const { rows } = await client.query<{ item: string }>('select item from orders order by id')
  return rows.map(({ item }) => item)
}

async function ordersByDay(): Promise<unknown[]> {
  const { rows } = await client.query<{ orders: string }>('select orders from orders_by_day order by day')
  return rows.map(({ orders }) => Number(orders))
}

test('loads the days that have come, and then nothing', async () => {
  await put('2026-01-05/1.json', [{ id: 1, placed: '2026-01-05T08:30:00Z', item: 'crossbow' }])
  await put('2026-01-06/1.json', [
    { id: 2, placed: '2026-01-06T09:00:00Z', item: 'bolt' },
    { id: 3, placed: '2026-01-06T10:00:00Z', item: 'bolt' },
  ])
  expect(await load()).toEqual({ rows: 3, log: ['shop/orders: to load: 2026-01-05, 2026-01-06'] })
  expect(await items()).toEqual(['crossbow', 'bolt', 'bolt'])
  expect(await ordersByDay()).toEqual([1, 2])
  expect(await load()).toEqual({ rows: 0, log: ['shop/orders: to load: nothing'] })
  expect(await items()).toEqual(['crossbow', 'bolt', 'bolt'])
  expect(await isUpToDate(pipeline)).toBe(true)
})

test('is not up to date if the table is narrower than its target', async () => {
  await client.query('alter table orders alter column item type varchar(10)')
  expect(await isUpToDate(pipeline)).toBe(false)
  await client.query('alter table orders alter column item type varchar(20)')
  expect(await isUpToDate(pipeline)).toBe(true)
})

test('loads a day again whose rows someone has changed', async () => {
  await client.query("update orders set item = 'stolen' where id > 1")
  expect(await reloadDays(pipeline, step, ['2026-01-06'], ignore)).toBe(2)
  expect(await items()).toEqual(['crossbow', 'bolt', 'bolt'])
  await expect(reloadDays(pipeline, step, ['2025-12-24'], ignore)).rejects.toThrow(
    'Never loaded: 2025-12-24.',
  )
})

test('loads nothing if a row does not fit, not even a day that does', async () => {
  await put('2026-01-07/1.json', [{ id: 4, placed: '2026-01-07T08:00:00Z', item: 'string' }])
  await put('2026-01-08/1.json', [{ id: 'five', placed: '2026-01-08T08:00:00Z', item: 'string' }])
  const log: string[] = []
  await expect(loadIfAllFits(assembly.pipelines, (line) => log.push(line))).rejects.toThrow(
    'Nothing was loaded; rows that do not fit: 1.',
  )
  expect(log[1]).toMatch(/^shop\/orders: 1 × column "id": Invalid digit/)
  expect(await items()).toEqual(['crossbow', 'bolt', 'bolt'])
  expect(await isUpToDate(pipeline)).toBe(false)

  await put('2026-01-08/1.json', [{ id: 5, placed: '2026-01-08T08:00:00Z', item: 'string' }])
  expect((await load()).rows).toBe(2)
  expect(await items()).toEqual(['crossbow', 'bolt', 'bolt', 'string', 'string'])
  expect(await isUpToDate(pipeline)).toBe(true)
})
