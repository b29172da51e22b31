import { ArbalestError, collect, each } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf } from './error-of.js'
import { startProxy } from './proxy.js'
import { putObject } from './put-object.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('a run that is aborted while it waits for another ends at once, with its reason', async () => {
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const waiting = fixture.sinkWith({}, controller.signal)
  await fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    const late = errorOf(waiting.transaction({ scope: 'p/s' }, async () => 'too late'))
    await lockAwaited()
    const reason = new ArbalestError('ABORTED', 'That is enough.')
    controller.abort(reason)
    expect(await late).toBe(reason)
    expect(await errorOf(collect(waiting.marks('p/other')))).toBe(reason)
  })
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(1)
})

test('a run that is aborted and cannot cancel breaks its connection', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const waiting = fixture.sinkWith({ connection: proxy.url }, controller.signal)
  await fixture.sink.transaction({ scope: 'p/s' }, async () => {
    const late = errorOf(waiting.transaction({ scope: 'p/s' }, async () => 'too late'))
    await lockAwaited()
    proxy.refuse()
    controller.abort(new Error('That is enough.'))
    expect(await late).toBe(controller.signal.reason)
  })
})

test('a run that is aborted between two verbs is rolled back', async () => {
  await using fixture = await warehouse.fixture()
  const controller = new AbortController()
  const sink = fixture.sinkWith({}, controller.signal)
  const listed = await putObject(fixture, { id: 1 })
  const work = sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    controller.abort(new Error('That is enough.'))
  })
  expect(await errorOf(work)).toBe(controller.signal.reason)
  expect(await fixture.tables()).toEqual([])
})

/** Waits until some session waits for a lock. */
async function lockAwaited(): Promise<void> {
  for (;;) {
    const waiting = await warehouse.query(`select 1 from pg_locks where not granted`)
    if (waiting.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
