import { run, type RunEvent, type Pipeline } from '@arbalest/core'
import { collect, ManifestStrategy, SinkJournal, type Sink } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProxy } from './proxy.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test.each(['before', 'after'] as const)(
  'a run whose commits are cut off %s loads each row once',
  async (when) => {
    await using proxy = await startProxy(warehouse.url)
    await using fixture = await warehouse.fixture({ connection: proxy.url })
    for (const [index, key] of ['a', 'b', 'c'].entries()) await fixture.source.put(key, lines({ id: index }))
    const pipeline = pipelineOf(fixture, fixture.sink, 's')
    const events: RunEvent['type'][] = []
    for await (const event of run([pipeline], { backoff: () => 0 })) {
      events.push(event.type)
      if (event.type === 'loading' && events.filter((type) => type === 'retrying').length < 2)
        proxy.cutAt('commit', when)
    }
    expect(events.filter((type) => type === 'retrying')).toHaveLength(2)
    expect((await fixture.rows('events')).map(({ id }) => id).toSorted()).toEqual([0, 1, 2])
  },
)

test('runs that make one table at the same time all get through', async () => {
  await using fixture = await warehouse.fixture()
  await fixture.source.put('a', lines({ id: 1 }))
  const names = ['s', 't', 'u', 'v']
  const runs = names.map(async (name) =>
    collect(run([pipelineOf(fixture, await fixture.another(), name)], { backoff: () => 10 })),
  )
  await Promise.all(runs)
  expect(await fixture.rows('events')).toHaveLength(names.length)
})

function pipelineOf(fixture: RedshiftFixture, sink: Sink, name: string): Pipeline {
  const scope = `p/${name}`
  return {
    name: 'p',
    steps: [
      {
        kind: 'load',
        name,
        scope,
        source: fixture.source,
        strategy: new ManifestStrategy({ batch: 1 }),
        sink,
        journal: new SinkJournal(sink, scope),
        target: EVENTS,
      },
    ],
  }
}
