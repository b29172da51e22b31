import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { quarantined, report, run, validate, type LoadStep } from '../../src/index.js'
import { collect, ManifestStrategy, SinkError, type LoadError, type Sink } from '../../src/plugin.js'
import { outcomeOf } from '../scene.js'
import { stepInto } from '../step-into.js'

/** Objects that each have a good row, and so many that do not fit. */
const objectsWith = (counts: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(counts).map(([key, bad], index) => [
      key,
      lines({ id: index + 1 }, ...Array.from({ length: bad }, () => ({ id: 'x' }))),
    ]),
  )

/** A step that loads an object a transaction, into a sink that `change` makes of one in memory. */
function sceneOf(
  counts: Record<string, number>,
  rules: Pick<LoadStep, 'onBadRow' | 'onBadObject'>,
  { change = (sink: Sink) => sink, batch = 1 } = {},
) {
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource(objectsWith(counts))
  const sink = change(new MemorySink(warehouse))
  const strategy = new ManifestStrategy({ batch })
  const step = stepInto(sink, source, { name: 's', strategy, drift: undefined, ...rules })
  const ids = () => warehouse.rows('events').map(({ id }) => id)
  return { step, pipeline: { name: 'p', steps: [step] }, ids, ledger: () => warehouse.state.ledger }
}

/** Returns what makes a sink of another, with other transactions. */
const withTransactions =
  (change: (sink: Sink) => Sink['transaction']) =>
  (sink: Sink): Sink => ({
    url: sink.url,
    powers: sink.powers,
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: change(sink),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  })

describe('a run leaves out as many rows as its step allows', () => {
  test('over all its transactions, and says so in receipts, ledger and outcome', async () => {
    const { pipeline, ids, ledger } = sceneOf({ a: 1, b: 0, c: 2 }, { onBadRow: { skip: 3 } })
    const { events, error } = await outcomeOf([pipeline])
    expect(error).toBeUndefined()
    expect(ids()).toEqual([1, 2, 3])
    const receipts = events.flatMap((event) => (event.type === 'committed' ? [event.receipt] : []))
    expect(receipts.map(({ rejected }) => rejected)).toEqual([1, 0, 2])
    expect(receipts[2]).toMatchObject({ rejections: [{ line: 2 }, { line: 3 }] })
    expect(ledger().map(({ rejected }) => rejected)).toEqual([1, 0, 2])
    expect(events.at(-1)).toMatchObject({ steps: [{ rows: 3, rejected: 3 }] })
  })

  test('and fails at one more, with which it was and how many came before', async () => {
    const { pipeline, ids } = sceneOf({ a: 1, b: 1, c: 1 }, { onBadRow: { skip: 2 } })
    const { error } = await outcomeOf([pipeline])
    expect(error).toMatchObject({ code: 'LOAD_REJECTED', retryable: false })
    expect((error as LoadError).message).toBe(
      'memory:c, line 2, column "id": is not a whole number, as integer needs. onBadRow of the step allows 2 in a run, and 2 were left out before.',
    )
    expect((error as LoadError).rejections).toMatchObject([{ object: 'memory:c', line: 2 }])
    expect(ids()).toEqual([1, 2])
  })

  test('and the next run as many again', async () => {
    const { pipeline, ids } = sceneOf({ a: 1, b: 1, c: 1 }, { onBadRow: { skip: 2 } })
    await outcomeOf([pipeline])
    expect((await outcomeOf([pipeline])).error).toBeUndefined()
    expect(ids()).toEqual([1, 2, 3])
  })

  test('however often it is tried again', async () => {
    let failures = 0
    const failingOnce = withTransactions(
      (sink) => (context, work) =>
        sink.transaction(context, async (tx) => {
          const done = await work(tx)
          if (failures++ === 1) throw new SinkError('SERIALIZATION', 'again', { retryable: true })
          return done
        }),
    )
    const { pipeline, ids } = sceneOf(
      { a: 1, b: 1, c: 1 },
      { onBadRow: { skip: 2 } },
      { change: failingOnce },
    )
    const events = []
    const work = async () => {
      for await (const event of run([pipeline], { backoff: () => 0 })) events.push(event)
    }
    await expect(work()).rejects.toMatchObject({ code: 'LOAD_REJECTED' })
    expect(ids()).toEqual([1, 2])
  })

  test('even if the sink leaves out more', async () => {
    const lenient = withTransactions(
      (sink) => (context, work) => sink.transaction({ ...context, badRows: { most: Infinity } }, work),
    )
    const { pipeline, ids } = sceneOf({ a: 3 }, { onBadRow: { skip: 2 } }, { change: lenient })
    const { error } = await outcomeOf([pipeline])
    expect((error as LoadError).message).toBe('3 rows did not fit. onBadRow of the step allows 2 in a run.')
    expect(ids()).toEqual([])
  })
})

test('what a rehearsal finds is counted against what a run may leave out', async () => {
  const { pipeline, step } = sceneOf({ a: 1, b: 0, c: 2 }, { onBadRow: { skip: 3 } })
  expect(await collect(validate([pipeline]))).toMatchObject([{ rejected: 3, mayReject: 3 }])
  const [reported] = await collect(report([pipeline]))
  expect(reported).toMatchObject({ units: { pending: 3 } })
  const strict = { ...pipeline, steps: [{ ...step, onBadRow: { skip: 1 } }] }
  expect(await collect(validate([strict]))).toMatchObject([{ rejected: 3, mayReject: 1 }])
  const [other] = await collect(report([strict]))
  expect(other).toMatchObject({ units: { pending: 2, failed: 1 } })
})

describe('if objects may be set aside too', () => {
  const scene = (counts: Record<string, number>, skip: number) =>
    sceneOf(counts, { onBadRow: { skip }, onBadObject: 'quarantine' }, { batch: 100 })
  const aside = async ({ step }: { readonly step: LoadStep }) =>
    (await collect(quarantined(step))).map(({ key }) => key)

  test('none is for rows that may be left out', async () => {
    const own = scene({ a: 1, b: 2, c: 0 }, 3)
    const { events } = await outcomeOf([own.pipeline])
    expect(await aside(own)).toEqual([])
    expect(own.ids()).toEqual([1, 2, 3])
    expect(events.at(-1)).toMatchObject({ steps: [{ rejected: 3 }] })
  })

  test('those are that have most of them, until the rest is few enough', async () => {
    const own = scene({ a: 1, b: 9, c: 1, d: 4, e: 0 }, 3)
    const { events } = await outcomeOf([own.pipeline])
    expect(await aside(own)).toEqual(['b', 'd'])
    expect(own.ids()).toEqual([1, 3, 5])
    expect(events.at(-1)).toMatchObject({ steps: [{ rejected: 2, quarantined: 2 }] })
  })

  test('what earlier transactions left out counts', async () => {
    const own = sceneOf({ a: 2, b: 1 }, { onBadRow: { skip: 2 }, onBadObject: 'quarantine' })
    await outcomeOf([own.pipeline])
    expect(await aside(own)).toEqual(['b'])
    expect(own.ids()).toEqual([1])
  })
})
