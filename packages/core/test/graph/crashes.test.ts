import { Crash, crashing, MemorySink, MemoryWarehouse } from '@arbalest/testing'
import { expect, test } from 'vitest'
import type { Sink } from '../../src/plugin.js'
import { outcomeOf } from '../scene.js'
import { idsIn, loading } from './loads.js'

const NAMES = ['orders', 'customers', 'daily']
const WHOLE = Object.fromEntries(NAMES.map((name) => [name, [1, 2, 3]]))

const pipelines = (warehouse: MemoryWarehouse, sinkOf: (name: string) => Sink) =>
  [[], [], ['orders', 'customers']].map((needs, index) =>
    loading(warehouse, NAMES[index]!, needs, sinkOf(NAMES[index]!)),
  )

/** A process that dies at the `at`th step of all its transactions: nothing is done after that. */
function mortal(warehouse: MemoryWarehouse, at: number) {
  const sink = crashing(new MemorySink(warehouse), at)
  const transaction: Sink['transaction'] = (context, work) =>
    sink.crashed ? Promise.reject(new Crash('dead')) : sink.transaction(context, work)
  return { sink, alive: { ...sink, transaction } as Sink }
}

test.each([1, 2])(
  'a graph loads each row once, at whichever step its process dies: %i side by side',
  async (parallel) => {
    let deaths = 0
    for (let crashed = true; crashed; deaths++) {
      const warehouse = new MemoryWarehouse()
      const { sink, alive } = mortal(warehouse, deaths)
      await outcomeOf(
        pipelines(warehouse, () => alive),
        { parallel, retries: 0 },
      )
      crashed = sink.crashed
      const { error } = await outcomeOf(
        pipelines(warehouse, () => new MemorySink(warehouse)),
        { parallel },
      )
      expect(error).toBeUndefined()
      expect(idsIn(warehouse, NAMES)).toEqual(WHOLE)
    }
    // Nine transactions of five steps each: begin, copy, mark, and before and after the commit.
    expect(deaths).toBeGreaterThan(9 * 5)
  },
)

test.each(NAMES)(
  'a graph loads each row once, at whichever step %s fails while others go on',
  async (failing) => {
    let failures = 0
    for (let crashed = true; crashed; failures++) {
      const warehouse = new MemoryWarehouse()
      const sink = crashing(new MemorySink(warehouse), failures)
      const sinks = (name: string) => (name === failing ? sink : new MemorySink(warehouse))
      await outcomeOf(pipelines(warehouse, sinks), { parallel: 2, keepGoing: failures % 2 === 0, retries: 0 })
      crashed = sink.crashed
      await outcomeOf(
        pipelines(warehouse, () => new MemorySink(warehouse)),
        { parallel: 2 },
      )
      expect(idsIn(warehouse, NAMES)).toEqual(WHOLE)
    }
    expect(failures).toBeGreaterThan(3 * 5)
  },
)

test('two runs of one graph at once load each row once', async () => {
  const warehouse = new MemoryWarehouse()
  const runOnce = () =>
    outcomeOf(
      pipelines(warehouse, () => new MemorySink(warehouse)),
      { parallel: 2, backoff: () => 0 },
    )
  const runs = await Promise.all([runOnce(), runOnce()])
  expect(runs.map(({ error }) => error)).toEqual([undefined, undefined])
  expect(idsIn(warehouse, NAMES)).toEqual(WHOLE)
})
