import { collect, each, type Sink, type SourceObject } from '@arbalest/core/plugin'
import { EVENTS } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProxy } from './proxy.js'
import { putObject } from './put-object.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

function loadOnce(sink: Sink, listed: readonly SourceObject[]): Promise<void> {
  return sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    await tx.mark([{ key: 'a', version: '1' }])
  })
}

test('a connection that is lost during the work takes all of it along, and the next one is a new one', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const listed = await putObject(fixture, { id: 1 })
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.copy(EVENTS, listed)
    proxy.cut()
    await tx.mark([{ key: 'a', version: '1' }])
  })
  await expect(work).rejects.toMatchObject({ code: 'CONNECTION_LOST', retryable: true })
  await loadOnce(fixture.sink, listed)
  expect(await fixture.rows('events')).toHaveLength(1)
})

test('a connection that is lost while nothing is sent is reported by the commit', async () => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const work = fixture.sink.transaction({ scope: 'p/s' }, async (tx) => {
    await tx.mark([{ key: 'a', version: '1' }])
    proxy.cut()
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  await expect(work).rejects.toMatchObject({ code: 'CONNECTION_LOST', retryable: true })
  expect(await collect(each(fixture.sink.marks('p/s')))).toEqual([])
})

test.each([
  ['before it arrives', 'before', 0],
  ['before it is answered', 'after', 1],
] as const)('of a commit that is cut off %s, the marks show what became of it', async (_, when, marks) => {
  await using proxy = await startProxy(warehouse.url)
  await using fixture = await warehouse.fixture({ connection: proxy.url })
  const listed = await putObject(fixture, { id: 1 })
  proxy.cutAt('commit', when)
  await expect(loadOnce(fixture.sink, listed)).rejects.toMatchObject({
    code: 'CONNECTION_LOST',
    retryable: true,
  })
  expect(await collect(each(fixture.sink.marks('p/s')))).toHaveLength(marks)
  expect(await fixture.rows('events')).toHaveLength(marks)
})
