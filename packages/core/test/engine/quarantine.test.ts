import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { plan, quarantined, retryQuarantined, run, status } from '../../src/index.js'
import {
  collect,
  LoadError,
  ManifestStrategy,
  SinkError,
  type Sink,
  type SinkPowers,
  type Transaction,
} from '../../src/plugin.js'
import { outcomeOf } from '../scene.js'
import { stepInto } from '../step-into.js'

const BAD = lines({ id: 1 }, { id: 'no number' })

/** A step that quarantines, on a sink that `change` makes of one in memory. */
function sceneOf(objects: Record<string, string>, change: (sink: Sink) => Sink = (sink) => sink) {
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource(objects)
  const sink = change(new MemorySink(warehouse))
  const strategy = new ManifestStrategy()
  const step = stepInto(sink, source, { name: 's', strategy, onBadObject: 'quarantine' })
  const pipeline = { name: 'p', steps: [step] }
  const ids = () => warehouse.rows('events').map(({ id }) => id)
  const aside = async () => (await collect(quarantined(step))).map(({ key, reason }) => [key, reason])
  return { source, step, pipeline, ids, aside }
}

test('the rest is loaded without what cannot be, which is set aside with its reason', async () => {
  const { pipeline, ids, aside } = sceneOf({ a: BAD, b: lines({ id: 2 }), c: 'no json\n', d: '' })
  const { events, error } = await outcomeOf([pipeline])
  expect(error).toBeUndefined()
  expect(ids()).toEqual([2])
  expect(await aside()).toEqual([
    ['a', 'line 2, column "id": is not a whole number, as integer needs.'],
    ['c', 'line 1: is no JSON.'],
    ['d', 'has no bytes.'],
  ])
  const committed = events.find((event) => event.type === 'committed')
  expect(committed).toMatchObject({
    receipt: { units: [{ key: 'b' }], quarantined: [{ key: 'd' }, { key: 'a' }, { key: 'c' }] },
  })
  expect(events.find((event) => event.type === 'noticed')).toMatchObject({
    notice: { kind: 'quarantined', look: true, units: 3, first: 'd', reason: 'has no bytes.' },
  })
  expect(events.at(-1)).toMatchObject({ type: 'done', steps: [{ objects: 1, quarantined: 3, pending: 0 }] })
})

test('what stays as it is, is not tried again, but reported by each run, plan and status', async () => {
  const { pipeline } = sceneOf({ a: BAD, b: lines({ id: 2 }) })
  await outcomeOf([pipeline])
  const { events } = await outcomeOf([pipeline])
  expect(events.map(({ type }) => type)).toEqual(['started', 'noticed', 'finished', 'done'])
  expect(events[1]).toMatchObject({ notice: { kind: 'quarantined', units: 1, first: 'a' } })
  const [planned] = await collect(plan([pipeline]))
  expect(planned).toMatchObject({ pending: { units: 0, listed: { objects: 2, quarantined: 1 } } })
  expect(planned?.pending?.notices).toMatchObject([{ kind: 'quarantined', look: true }])
  expect(await collect(status([pipeline]))).toMatchObject([{ quarantined: 1, pending: { units: 0 } }])
})

test('what is mended is loaded by itself, as if it were new', async () => {
  const { source, pipeline, ids, aside } = sceneOf({ a: BAD, b: lines({ id: 2 }) })
  await outcomeOf([pipeline])
  await source.put('a', lines({ id: 1 }))
  expect(await collect(plan([pipeline]))).toMatchObject([{ pending: { units: 1, changed: 0 } }])
  expect((await outcomeOf([pipeline])).error).toBeUndefined()
  expect(ids()).toEqual([2, 1])
  expect(await aside()).toEqual([])
})

test('what is loaded and then changes is no object that cannot be loaded', async () => {
  const { source, pipeline } = sceneOf({ a: lines({ id: 1 }) })
  await outcomeOf([pipeline])
  await source.put('a', lines({ id: 2 }))
  expect((await outcomeOf([pipeline])).error).toMatchObject({ code: 'OBJECT_CHANGED' })
})

test('retry has the next run try again what is named, or all', async () => {
  const { step, pipeline, aside } = sceneOf({ a: BAD, b: BAD, c: lines({ id: 3 }) })
  await outcomeOf([pipeline])
  expect(await retryQuarantined(step, ['a', 'c', 'z'])).toEqual({ keys: ['a'], unknown: ['c', 'z'] })
  expect((await aside()).map(([key]) => key)).toEqual(['b'])
  await outcomeOf([pipeline])
  expect((await aside()).map(([key]) => key)).toEqual(['a', 'b'])
  expect(await retryQuarantined(step)).toEqual({ keys: ['a', 'b'], unknown: [] })
  expect(await aside()).toEqual([])
})

test('a batch of nothing but such objects loads nothing, and is set aside', async () => {
  const { pipeline, ids, aside } = sceneOf({ a: BAD, b: BAD })
  expect((await outcomeOf([pipeline])).error).toBeUndefined()
  expect(ids()).toEqual([])
  expect(await aside()).toHaveLength(2)
})

test('a step that does not quarantine fails', async () => {
  const { step, ids } = sceneOf({ a: BAD, b: lines({ id: 2 }) })
  const pipeline = { name: 'p', steps: [{ ...step, onBadObject: undefined }] }
  expect((await outcomeOf([pipeline])).error).toMatchObject({ code: 'LOAD_REJECTED' })
  expect(ids()).toEqual([])
})

/** A sink whose copies fail on an object whose key begins with `bad`, and do not say which; counts the copies that are tried. */
function silent(
  count: { tries: number },
  error: () => Error = () => new LoadError('Something does not fit.', []),
) {
  return (sink: Sink): Sink => {
    const failing = (tx: Transaction): Transaction =>
      new Proxy(tx, {
        get: (target, verb: keyof Transaction) =>
          verb === 'copy'
            ? async (...[into, objects]: Parameters<Transaction['copy']>) => {
                count.tries++
                if (objects.some(({ key }) => key.startsWith('bad'))) throw error()
                return target.copy(into, objects)
              }
            : (target[verb] as () => unknown | undefined)?.bind(target),
      })
    const powers: SinkPowers = {
      rehearse: (context, work) => sink.powers.rehearse!(context, (tx) => work(failing(tx))),
    }
    return {
      url: sink.url,
      powers,
      check: () => [],
      marks: (scope) => sink.marks(scope),
      transaction: (context, work) => sink.transaction(context, (tx) => work(failing(tx))),
      [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
    }
  }
}

const many = (count: number, prefix: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, id) => [`${prefix}${id}`, lines({ id })]))

test('halves are tried if nobody says which object it is', async () => {
  const count = { tries: 0 }
  const { pipeline, ids, aside } = sceneOf({ ...many(300, 'x'), ...many(1, 'bad') }, silent(count))
  expect((await outcomeOf([pipeline])).error).toBeUndefined()
  expect(ids()).toHaveLength(300)
  expect(await aside()).toEqual([['bad0', 'Something does not fit.']])
  expect(count.tries).toBeLessThanOrEqual(22)
})

test('it fails as ever if twenty tries do not find them all', async () => {
  const count = { tries: 0 }
  const { pipeline, ids, aside } = sceneOf({ ...many(50, 'x'), ...many(30, 'bad') }, silent(count))
  expect((await outcomeOf([pipeline])).error).toMatchObject({ code: 'LOAD_REJECTED' })
  expect(ids()).toEqual([])
  expect(await aside()).toEqual([])
  expect(count.tries).toBe(21)
})

test('what is no fault of an object fails as ever, and is not searched for', async () => {
  const count = { tries: 0 }
  const denied = () => new SinkError('SINK_DENIED', 'no')
  const { pipeline } = sceneOf({ a: lines({ id: 1 }), ...many(1, 'bad') }, silent(count, denied))
  const { error } = await outcomeOf([pipeline])
  expect(error).toMatchObject({ code: 'SINK_DENIED' })
  expect(count.tries).toBe(1)
})

test('an object that is overwritten while it is tried is planned anew', async () => {
  const { source, pipeline, aside, ids } = sceneOf({ a: BAD, b: lines({ id: 2 }) })
  let mended = false
  const changed = source.changed.bind(source)
  source.changed = async (objects) => {
    if (!mended) await source.put('a', lines({ id: 1 }))
    mended = true
    return changed(objects)
  }
  for await (const _ of run([pipeline], { backoff: () => 0 })) void _
  expect(ids().toSorted()).toEqual([1, 2])
  expect(await aside()).toEqual([])
})
