import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { EVENTS, lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { run, type LoadStep, type RunEvent, type RunOptions } from '../../src/index.js'
import {
  BulkStrategy,
  collect,
  ManifestStrategy,
  SinkJournal,
  type Journal,
  type Sink,
  type Source,
  type Strategy,
} from '../../src/plugin.js'

const idsOf = (warehouse: MemoryWarehouse) => warehouse.rows('events').map(({ id }) => id)
const marksOf = (warehouse: MemoryWarehouse) => [...(warehouse.state.marks.get('p/events')?.values() ?? [])]

/** `strategy`, within whose nth transaction `work` is done, before its load or after it. */
function meddled(
  strategy: Strategy,
  work: () => Promise<void>,
  { nth = 1, when = 'after' }: { readonly nth?: number; readonly when?: 'before' | 'after' } = {},
): Strategy {
  let loads = 0
  return {
    batch: strategy.batch,
    way: (source) => strategy.way(source),
    check: (target, source) => strategy.check(target, source),
    units: (pages, target) => strategy.units(pages, target),
    async load(tx, target, units) {
      const isTime = ++loads === nth
      if (isTime && when === 'before') await work()
      const loaded = await strategy.load(tx, target, units)
      if (isTime && when === 'after') await work()
      return loaded
    },
  }
}

/** Loads `source` into `warehouse`; returns the events, and the error with which it ended, if it did. */
async function outcomeOf(
  source: Source,
  strategy: Strategy,
  warehouse: MemoryWarehouse,
  options: RunOptions = {},
) {
  const sink = new MemorySink(warehouse)
  const scope = 'p/events'
  const journal = new SinkJournal(sink, scope)
  const step: LoadStep = {
    kind: 'load',
    name: 'events',
    scope,
    source,
    strategy,
    sink,
    journal,
    target: EVENTS,
  }
  const events: RunEvent[] = []
  try {
    for await (const event of run([{ name: 'p', steps: [step] }], { backoff: () => 0, ...options }))
      events.push(event)
    return { events }
  } catch (error) {
    return { events, error }
  }
}

const retriesOf = (events: readonly RunEvent[]) => events.filter(({ type }) => type === 'retrying')

test.each<['before' | 'after', string, Strategy]>([
  ['before', 'manifest', new ManifestStrategy()],
  ['after', 'manifest', new ManifestStrategy()],
  ['before', 'bulk', new BulkStrategy()],
  ['after', 'bulk', new BulkStrategy()],
])(
  'what is overwritten %s it is read, within the transaction, is loaded anew, once, by %s',
  async (when, _, strategy) => {
    const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) })
    const warehouse = new MemoryWarehouse()
    const overwrite = () => source.put('b', lines({ id: 20 }, { id: 21 }))
    const { events, error } = await outcomeOf(source, meddled(strategy, overwrite, { when }), warehouse)
    expect(error).toBeUndefined()
    expect(retriesOf(events)).toMatchObject([
      { failures: 1, error: { name: 'SourceError', code: 'OBJECT_CHANGED', retryable: true } },
    ])
    expect(idsOf(warehouse)).toEqual([1, 20, 21])
    // The marks are those of the new content, so that nothing is pending.
    const again = await outcomeOf(source, strategy, warehouse)
    expect(again.events.map(({ type }) => type)).toEqual(['started', 'finished', 'done'])
  },
)

test('the transaction is rolled back, with its rows and marks; those before it stay', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) })
  const warehouse = new MemoryWarehouse()
  const overwrite = () => source.put('b', lines({ id: 20 }))
  const second = meddled(new ManifestStrategy({ batch: 1 }), overwrite, { nth: 2 })
  const { error } = await outcomeOf(source, second, warehouse, { retries: 0 })
  expect(error).toMatchObject({ name: 'SourceError', code: 'OBJECT_CHANGED' })
  expect(idsOf(warehouse)).toEqual([1])
  expect(marksOf(warehouse).map(({ key }) => key)).toEqual(['a'])
})

test('an object that is gone is named, and loaded no more', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) })
  const warehouse = new MemoryWarehouse()
  const strategy = meddled(new ManifestStrategy(), () => source.remove('b'))
  const { events } = await outcomeOf(source, strategy, warehouse)
  const [retry] = retriesOf(events)
  expect(retry).toMatchObject({ error: { message: expect.stringContaining('"memory:b" was') as string } })
  expect(idsOf(warehouse)).toEqual([1])
  expect(marksOf(warehouse).map(({ key }) => key)).toEqual(['a'])
})

test('of several that changed the first is named, and the others are counted', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }), c: lines({ id: 3 }) })
  const strategy = meddled(new ManifestStrategy(), async () => {
    await source.remove('b')
    await source.put('c', lines({ id: 30 }))
  })
  const { error } = await outcomeOf(source, strategy, new MemoryWarehouse(), { retries: 0 })
  expect(error).toMatchObject({ message: expect.stringContaining('"memory:b" (and 1 more)') as string })
})

test('a source is asked once for each transaction, for just the objects of that', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }), c: lines({ id: 3 }) })
  const asked: string[][] = []
  const asking: Source = {
    url: source.url,
    list: () => source.list(),
    open: (object, range) => source.open(object, range),
    async changed(objects) {
      asked.push(objects.map(({ key }) => key))
      return source.changed(objects)
    },
  }
  await outcomeOf(asking, new ManifestStrategy({ batch: 2 }), new MemoryWarehouse())
  expect(asked).toEqual([['a', 'b'], ['c']])
})

test('a source that cannot tell is not asked; what was overwritten is found by the next run', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }) })
  const silent: Source = {
    url: source.url,
    list: () => source.list(),
    open: (object, range) => source.open(object, range),
  }
  const warehouse = new MemoryWarehouse()
  const [listed] = await collect(source.list())
  const overwrite = () => source.put('a', lines({ id: 10 }))
  const { events, error } = await outcomeOf(silent, meddled(new ManifestStrategy(), overwrite), warehouse)
  expect(error).toBeUndefined()
  expect(retriesOf(events)).toEqual([])
  expect(marksOf(warehouse)).toMatchObject([{ key: 'a', version: listed!.version }])
  const next = await outcomeOf(silent, new ManifestStrategy(), warehouse)
  expect(next.error).toMatchObject({ code: 'OBJECT_CHANGED', retryable: false })
})

test('marks that are still being written are waited for before the transaction is rolled back', async () => {
  const source = new MemorySource({ a: lines({ id: 1 }) })
  const sink = new MemorySink(new MemoryWarehouse())
  const order: string[] = []
  const marks = new SinkJournal(sink, 'p/events')
  const journal: Journal = {
    upkeep: marks.upkeep,
    under: marks.under.bind(marks),
    async open() {
      const snapshot = await marks.open()
      return {
        empty: snapshot.empty,
        origin: snapshot.origin,
        newest: snapshot.newest.bind(snapshot),
        pending: snapshot.pending.bind(snapshot),
        async record(...given) {
          for (let turns = 0; turns < 50; turns++) await setImmediate()
          await snapshot.record(...given)
          order.push('recorded')
        },
      }
    },
  }
  const ending: Sink = Object.assign(Object.create(sink) as MemorySink, {
    transaction: (...given: Parameters<Sink['transaction']>) =>
      sink.transaction(...given).finally(() => order.push('ended')),
  })
  const strategy = meddled(new ManifestStrategy(), () => source.put('a', lines({ id: 2 })))
  const scope = 'p/events'
  const parts = { scope, source, strategy, sink: ending, journal, target: EVENTS }
  const step: LoadStep = { kind: 'load', name: 'events', ...parts }
  await collect(run([{ name: 'p', steps: [step] }], { backoff: () => 0 }))
  expect(order).toEqual(['recorded', 'ended', 'recorded', 'ended'])
})
