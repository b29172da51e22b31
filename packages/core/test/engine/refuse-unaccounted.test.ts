import { EVENTS, lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { run, type LoadStep, type Receipt } from '../../src/index.js'
import { BulkStrategy, ManifestStrategy, SinkJournal, type Sink, type Strategy } from '../../src/plugin.js'

/** A sink that cannot account for two lines of each copy. */
function unsure(warehouse: MemoryWarehouse): Sink {
  const sink = new MemorySink(warehouse)
  return {
    url: sink.url,
    powers: {},
    check: () => [],
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      sink.transaction(context, (tx) =>
        work({
          stage: (target) => tx.stage(target),
          copy: async (into, objects) => ({ ...(await tx.copy(into, objects)), unaccounted: 2 }),
          replace: (...given) => tx.replace(...given),
          mark: (changes) => tx.mark(changes),
          marks: () => tx.marks(),
          execute: (statement) => tx.execute(statement),
        }),
      ),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  }
}

async function load(
  strategy: Strategy,
  warehouse: MemoryWarehouse,
  unaccounted: LoadStep['unaccounted'],
): Promise<readonly Receipt[]> {
  const sink = unsure(warehouse)
  const step: LoadStep = {
    kind: 'load',
    name: 'events',
    scope: 'p/events',
    source: new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) }),
    strategy,
    sink,
    journal: new SinkJournal(sink, 'p/events'),
    target: EVENTS,
    unaccounted,
  }
  const receipts: Receipt[] = []
  for await (const event of run([{ name: 'p', steps: [step] }]))
    if (event.type === 'committed') receipts.push(event.receipt)
  return receipts
}

test.each<[string, Strategy]>([
  ['manifest', new ManifestStrategy()],
  ['bulk', new BulkStrategy()],
])('lines that nobody can account for are in the receipt, or fail the load, by %s', async (_, strategy) => {
  const warehouse = new MemoryWarehouse()

  await expect(load(strategy, warehouse, 'fail')).rejects.toMatchObject({
    name: 'SinkError',
    code: 'UNACCOUNTED',
    retryable: false,
    message: expect.stringMatching(/^2 lines .* p\/events .* \(2\) nor rejected ones \(0\)/) as string,
  })
  expect(warehouse.tables()).toEqual([])

  expect(await load(strategy, warehouse, undefined)).toMatchObject([{ rows: 2, rejected: 0, unaccounted: 2 }])
  expect(warehouse.rows('events')).toHaveLength(2)
})
