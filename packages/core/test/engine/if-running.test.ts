import { MemorySink, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { ConflictError, type Pipeline, type RunDone, type RunOptions, type SqlStep } from '../../src/index.js'
import type { Sink } from '../../src/plugin.js'
import { idsIn, loading } from '../graph/loads.js'
import { outcomeOf } from '../scene.js'

/** A sink that is asked whether it is busy, and says what `answers` say in turn; then that it is not. */
function answering(warehouse: MemoryWarehouse, ...answers: boolean[]): Sink {
  const sink = new MemorySink(warehouse)
  return Object.assign(sink, { powers: { ...sink.powers, busy: async () => answers.shift() ?? false } })
}

/** A sink whose `nth` transaction finds that another run has been there. */
function beaten(warehouse: MemoryWarehouse, nth: number): Sink {
  const sink = new MemorySink(warehouse)
  let transactions = 0
  const transaction: Sink['transaction'] = async (context, work) => {
    if (++transactions === nth) throw new ConflictError(context.scope, 'a')
    return sink.transaction(context, work)
  }
  return Object.assign(new MemorySink(warehouse), { transaction })
}

async function runSkipping(pipelines: readonly Pipeline[], options: RunOptions = {}) {
  const { events, error } = await outcomeOf(pipelines, { ifRunning: 'skip', backoff: () => 0, ...options })
  return { events, error, steps: (events.at(-1) as RunDone | undefined)?.steps ?? [] }
}

describe('with ifRunning: skip', () => {
  test('a step that nobody else runs is loaded', async () => {
    const warehouse = new MemoryWarehouse()
    const { steps } = await runSkipping([loading(warehouse, 'p')])
    expect(idsIn(warehouse, ['p'])).toEqual({ p: [1, 2, 3] })
    expect(steps).toMatchObject([{ outcome: 'succeeded', complete: true }])
  })

  test.each([
    ['before it is planned', [true], 0],
    ['once it is planned', [false, true], 1],
  ])('a step is left to another run that is seen %s', async (_, answers, pending) => {
    const warehouse = new MemoryWarehouse()
    const { steps } = loading(warehouse, 'p', [], answering(warehouse, ...answers))
    const sql: SqlStep = { kind: 'sql', name: 's', scope: 'p/s', sink: new MemorySink(), statements: [] }
    const ran = await runSkipping([{ name: 'p', steps: [...steps, sql] }, loading(warehouse, 'q', ['p'])])
    expect(ran.error).toBeUndefined()
    expect(ran.steps).toMatchObject([
      { outcome: 'stopped', reason: 'running', complete: false, pending },
      { outcome: 'not started' },
      { outcome: 'not started' },
    ])
    expect(ran.steps[1]).not.toHaveProperty('reason')
    expect(idsIn(warehouse, ['p', 'q'])).toEqual({ p: [], q: [] })
  })

  test('a step is left to another run that was faster', async () => {
    const warehouse = new MemoryWarehouse()
    const { steps } = await runSkipping([loading(warehouse, 'p', [], beaten(warehouse, 1))])
    expect(steps).toMatchObject([{ outcome: 'stopped', reason: 'running' }])
  })

  test('a step that has committed something goes on, as otherwise two could leave it to each other', async () => {
    const warehouse = new MemoryWarehouse()
    const { steps, events } = await runSkipping([loading(warehouse, 'p', [], beaten(warehouse, 2))])
    expect(steps).toMatchObject([{ outcome: 'succeeded' }])
    expect(events.map(({ type }) => type)).toContain('retrying')
    expect(idsIn(warehouse, ['p'])).toEqual({ p: [1, 2, 3] })
  })

  test('so does one whose rows were deleted to be loaded anew', async () => {
    const warehouse = new MemoryWarehouse()
    const pipeline = loading(warehouse, 'p', [], answering(warehouse, false, true))
    const { steps } = await runSkipping([pipeline], { fullRefresh: true })
    expect(steps).toMatchObject([{ outcome: 'succeeded', rows: 3 }])
  })

  test('statements are left to another run, too', async () => {
    const sink = answering(new MemoryWarehouse(), true)
    const step: SqlStep = { kind: 'sql', name: 's', scope: 'p/s', sink, statements: [{ text: 'no' }] }
    const { steps } = await runSkipping([{ name: 'p', steps: [step] }])
    expect(steps).toMatchObject([{ outcome: 'stopped', reason: 'running', transactions: 0 }])
  })

  test('a sink that cannot say whether another run is under way is refused, before anything is done', async () => {
    const warehouse = new MemoryWarehouse()
    const unknowing = Object.assign(new MemorySink(warehouse), { powers: {} })
    const { error, events } = await runSkipping([
      loading(warehouse, 'p'),
      loading(warehouse, 'q', [], unknowing),
    ])
    expect(error).toMatchObject({ name: 'ConfigError', message: expect.stringContaining('memory:') })
    expect(events).toEqual([])
  })
})
