import { MemorySink, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import {
  ConfigError,
  run,
  SinkError,
  type GraphOptions,
  type Pipeline,
  type RunDone,
  type RunEvent,
} from '../../src/index.js'
import type { Sink } from '../../src/plugin.js'
import { outcomeOf } from '../scene.js'
import { idsIn, loading } from './loads.js'

/** Eight pipelines, each with what it needs; `d`, in the middle, fails. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  h: ['f', 'g'],
  a: [],
  b: [],
  c: ['a'],
  d: ['a', 'b'],
  e: ['b'],
  f: ['d'],
  g: ['c', 'e'],
}

const ALL = Object.keys(NEEDS)
const WHOLE = [1, 2, 3]

const refused = new SinkError('SQL_FAILED', 'No.')

/** A sink whose second transaction fails. */
function failing(warehouse: MemoryWarehouse): Sink {
  const sink = new MemorySink(warehouse)
  let transactions = 0
  const transaction: Sink['transaction'] = (context, work) =>
    ++transactions === 2 ? Promise.reject(refused) : sink.transaction(context, work)
  return {
    url: sink.url,
    powers: {},
    check: () => [],
    marks: (scope) => sink.marks(scope),
    transaction,
    [Symbol.asyncDispose]: async () => {},
  }
}

const eight = (warehouse: MemoryWarehouse, sinkOfD?: Sink): Pipeline[] =>
  ALL.map((name) => loading(warehouse, name, NEEDS[name], name === 'd' ? sinkOfD : undefined))

/** How the steps of the pipelines ended, by the pipelines' names. */
const outcomes = ({ steps }: RunDone) =>
  Object.fromEntries(steps.map(({ pipeline, outcome }) => [pipeline, outcome]))

async function runEight(options: GraphOptions, sinkOfD?: (warehouse: MemoryWarehouse) => Sink) {
  const warehouse = new MemoryWarehouse()
  const { events, error } = await outcomeOf(eight(warehouse, sinkOfD?.(warehouse)), options)
  const done = events.at(-1) as RunDone
  const order = events.flatMap((event) =>
    event.type === 'started' || event.type === 'finished' ? [`${event.type} ${event.pipeline}`] : [],
  )
  return { warehouse, events, error, order, ended: outcomes(done), loaded: idsIn(warehouse, ALL) }
}

describe('eight pipelines', () => {
  test.each([1, 2, 4, 8])(
    'run after what they need, at most %i side by side, each row once',
    async (parallel) => {
      const { order, loaded } = await runEight({ parallel })
      expect(loaded).toEqual(Object.fromEntries(ALL.map((name) => [name, WHOLE])))
      const running = new Set<string>()
      let most = 0
      for (const [index, [what, name]] of order.map((each) => each.split(' ')).entries()) {
        for (const need of what === 'started' ? NEEDS[name!]! : [])
          expect(order.indexOf(`finished ${need}`)).toBeLessThan(index)
        if (what === 'started') running.add(name!)
        else running.delete(name!)
        most = Math.max(most, running.size)
      }
      // After `a` and `b` there are three that need nothing else.
      expect(most).toBe(Math.min(parallel, 3))
    },
  )

  test('one after the other end with the first that fails', async () => {
    const { error, order, ended, loaded } = await runEight({}, failing)
    expect(error).toBe(refused)
    expect(order).toEqual(
      ['a', 'b'].flatMap((name) => [`started ${name}`, `finished ${name}`]).concat('started d'),
    )
    const rest = Object.fromEntries(['c', 'e', 'f', 'g', 'h'].map((name) => [name, 'not started']))
    expect(ended).toEqual({ a: 'succeeded', b: 'succeeded', d: 'failed', ...rest })
    expect(loaded).toEqual({ a: WHOLE, b: WHOLE, c: [], d: [1], e: [], f: [], g: [], h: [] })
  })

  test.each([1, 4])(
    'lose only what needs the one that fails, if the others keep going, %i side by side',
    async (parallel) => {
      const { error, ended, loaded } = await runEight({ parallel, keepGoing: true }, failing)
      expect(error).toBe(refused)
      const well = Object.fromEntries(['a', 'b', 'c', 'e', 'g'].map((name) => [name, 'succeeded']))
      expect(ended).toEqual({ ...well, d: 'failed', f: 'not started', h: 'not started' })
      expect(loaded).toEqual({ a: WHOLE, b: WHOLE, c: WHOLE, d: [1], e: WHOLE, f: [], g: WHOLE, h: [] })
    },
  )

  test.each<GraphOptions>([{}, { keepGoing: true }, { parallel: 4 }, { parallel: 4, keepGoing: true }])(
    'have each row once after a run that failed and one that did not: %j',
    async (options) => {
      const { warehouse } = await runEight(options, failing)
      const { error } = await outcomeOf(eight(warehouse), options)
      expect(error).toBeUndefined()
      expect(idsIn(warehouse, ALL)).toEqual(Object.fromEntries(ALL.map((name) => [name, WHOLE])))
    },
  )
})

test('of several failures, one that waiting does not cure is what the run ends with', async () => {
  const warehouse = new MemoryWarehouse()
  const lost = new SinkError('CONNECTION_LOST', 'Lost.', { retryable: true })
  const always = (error: Error): Sink =>
    Object.assign(new MemorySink(warehouse), {
      async transaction() {
        throw error
      },
    })
  const pipelines = [loading(warehouse, 'p', [], always(lost)), loading(warehouse, 'q', [], always(refused))]
  const { error, events } = await outcomeOf(pipelines, { keepGoing: true, retries: 0 })
  expect(error).toBe(refused)
  expect(events.filter(({ type }) => type === 'failed')).toMatchObject([{ error: lost }, { error: refused }])
})

test('if one fails, the others end after the transaction that they are in, and say why', async () => {
  const warehouse = new MemoryWarehouse()
  const memory = new MemorySink(warehouse)
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  let transactions = 0
  const transaction: Sink['transaction'] = async (context, work) => {
    if (++transactions === 2) await gate
    return memory.transaction(context, work)
  }
  const slow: Sink = Object.assign(new MemorySink(warehouse), { transaction })
  const pipelines = [loading(warehouse, 'd', [], failing(warehouse)), loading(warehouse, 'slow', [], slow)]
  const events: RunEvent[] = []
  const work = (async () => {
    for await (const event of run(pipelines, { parallel: 2 })) {
      events.push(event)
      if (event.type === 'failed') setImmediate(open)
    }
  })()
  await expect(work).rejects.toBe(refused)
  expect(idsIn(warehouse, ['d', 'slow'])).toEqual({ d: [1], slow: [1, 2] })
  expect(outcomes(events.at(-1) as RunDone)).toEqual({ d: 'failed', slow: 'interrupted' })
  expect(events.findLast(({ type }) => type === 'failed')).toMatchObject({
    pipeline: 'slow',
    interrupted: true,
    error: { code: 'ABORTED', message: 'Ended between transactions, as "d" has failed.' },
  })
})

test('who stops reading waits until nothing is under way', async () => {
  const warehouse = new MemoryWarehouse()
  for await (const event of run(eight(warehouse), { parallel: 4 })) if (event.type === 'committed') break
  const before = idsIn(warehouse, ALL)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(idsIn(warehouse, ALL)).toEqual(before)
})

test.each([
  [
    'a circle',
    { p: ['q'], q: ['p'] },
    'pipelines.p.needs: is a circle: "p" needs "q" needs "p". None of these could ever begin.',
  ],
  ['itself', { p: ['p'] }, 'pipelines.p.needs: is a circle: "p" needs "p". None of these could ever begin.'],
  [
    'what is not there',
    { p: ['order'], orders: [] },
    'pipelines.p.needs[0]: There is no pipeline "order". Did you mean "orders"?',
  ],
])('nothing is begun if a pipeline needs %s', async (_, needs, message) => {
  const warehouse = new MemoryWarehouse()
  const pipelines = Object.entries(needs).map(([name, needed]) => loading(warehouse, name, needed))
  const { error, events } = await outcomeOf(pipelines)
  expect(error).toBeInstanceOf(ConfigError)
  expect((error as Error).message).toContain(message)
  expect(events).toEqual([])
})

test.each([0, -1, 1.5, Number.NaN])('parallel must not be %d', async (parallel) => {
  const { error } = await outcomeOf([loading(new MemoryWarehouse(), 'p')], { parallel })
  expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining(`not ${parallel}`) })
})
