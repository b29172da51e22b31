import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { forget, report, status, type LoadStep } from '../../src/index.js'
import {
  collect,
  ManifestStrategy,
  type KeptRow,
  type LoadError,
  type Sink,
  type Transaction,
} from '../../src/plugin.js'
import { withCopy } from '../../src/engine/batch/with-copy.js'
import { outcomeOf } from '../scene.js'
import { stepInto } from '../step-into.js'

const RULE = { onBadRow: { keep: 9 } } as const

/** A step that keeps rows, on a sink that `change` makes of one in memory. */
function sceneOf(
  objects: Record<string, string>,
  {
    change = (sink: Sink) => sink,
    ...more
  }: Partial<LoadStep> & { readonly change?: (sink: Sink) => Sink } = {},
) {
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource(objects)
  const sink = change(new MemorySink(warehouse))
  const strategy = new ManifestStrategy({ batch: 2, changed: 'append' })
  const step = stepInto(sink, source, { name: 's', strategy, ...RULE, ...more })
  const kept = async (): Promise<KeptRow[]> => collect(sink.powers.rejects!.rows({ scope: 'p/s' }))
  const places = async () => (await kept()).map(({ unit, line }) => `${unit} ${line}`).toSorted()
  const rows = () => warehouse.rows('events').length
  return { step, source, pipeline: { name: 'p', steps: [step] }, rows, kept, places, ledger: warehouse }
}

const BAD = lines({ id: 1 }, { id: 'hunter22' }, { id: 3 }, { id: 'x' })
const GOOD = lines({ id: 1 }, { id: 2 })

test('each row is loaded or kept, and all say how many', async () => {
  const { pipeline, rows, kept, ledger } = sceneOf({ a: BAD, b: GOOD, c: BAD })
  const { events, error } = await outcomeOf([pipeline])
  expect(error).toBeUndefined()
  expect(rows() + (await kept()).length).toBe(10)
  const receipts = events.flatMap((event) => (event.type === 'committed' ? [event.receipt] : []))
  expect(receipts).toMatchObject([
    { rows: 4, rejected: 2, kept: 2 },
    { rows: 2, rejected: 2, kept: 2 },
  ])
  expect(ledger.state.ledger).toMatchObject([{ kept: 2 }, { kept: 2 }])
  const done = events.at(-1)!
  expect(done).toMatchObject({ steps: [{ rows: 6, rejected: 4, kept: 4 }] })
  expect((await kept())[0]).toMatchObject({
    run: done.run,
    scope: 'p/s',
    table: 'events',
    unit: 'c',
    object: 'memory:c',
    line: 2,
    column: 'id',
  })
  expect(await collect(status([pipeline]))).toMatchObject([{ kept: 4 }])
  const [reported] = await collect(report([pipeline]))
  expect(reported?.error ?? reported?.kept?.groups).toMatchObject([{ column: 'id', count: 4 }])
})

test('what the objects hold is kept only if it may be shown', async () => {
  const [hidden, shown] = [sceneOf({ a: BAD }), sceneOf({ a: BAD }, { showValues: true })]
  for (const { pipeline } of [hidden, shown]) await outcomeOf([pipeline])
  expect(JSON.stringify(await hidden.kept())).not.toContain('hunter22')
  expect(await shown.kept()).toMatchObject([{ value: 'hunter22' }, { value: 'x' }])
})

test('nothing is kept of a run that has more rows than may be, but of its transactions before', async () => {
  const { pipeline, rows, places } = sceneOf({ a: BAD, b: GOOD, c: BAD }, { onBadRow: { keep: 3 } })
  const { error } = await outcomeOf([pipeline])
  expect((error as LoadError).message).toContain(
    'onBadRow of the step allows 3 in a run, and 2 were left out',
  )
  expect([rows(), await places()]).toEqual([4, ['a 2', 'a 4']])
})

describe('what is kept is of what was loaded last', () => {
  test('if an object is mended, or has another fault', async () => {
    const { source, pipeline, places } = sceneOf({ a: BAD, b: BAD, c: BAD })
    await outcomeOf([pipeline])
    await source.put('a', GOOD)
    await source.put('b', lines({ id: 'y' }))
    await outcomeOf([pipeline])
    expect(await places()).toEqual(['b 1', 'c 2', 'c 4'])
  })

  test('if it is loaded again after it was forgotten', async () => {
    const { step, pipeline, places } = sceneOf({ a: BAD, b: BAD })
    await outcomeOf([pipeline])
    await forget(step, ['a'])
    await outcomeOf([pipeline])
    expect(await places()).toEqual(['a 2', 'a 4', 'b 2', 'b 4'])
  })

  test('if all is loaded anew, and less is there', async () => {
    const { source, pipeline, places, rows } = sceneOf({ a: BAD, b: BAD })
    await outcomeOf([pipeline])
    await source.remove('a')
    await outcomeOf([pipeline], { fullRefresh: true })
    expect([await places(), rows()]).toEqual([['b 2', 'b 4'], 2])
  })
})

test('rows of which nobody says which they are fail the load, as they would be lost', async () => {
  const forgetful = (sink: Sink): Sink => ({
    url: sink.url,
    powers: sink.powers,
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      sink.transaction(context, (tx) => {
        const copy: Transaction['copy'] = async (into, objects) => {
          const { rejections = [], ...copied } = await tx.copy(into, objects)
          return { ...copied, rejections: rejections.slice(1) }
        }
        return work(withCopy(tx, copy))
      }),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  })
  const { pipeline, rows, places } = sceneOf({ a: BAD }, { change: forgetful })
  const { error } = await outcomeOf([pipeline])
  expect(error).toMatchObject({
    code: 'UNACCOUNTED',
    message: expect.stringContaining('2 rows of "events" do not fit, and the sink names only 1 of them'),
  })
  expect([rows(), await places()]).toEqual([0, []])
})
