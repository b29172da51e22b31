import { MemorySink, MemoryWarehouse } from '@arbalest/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SinkError, type Pipeline, type RunDone, type SqlStep } from '../../src/index.js'
import type { Sink } from '../../src/plugin.js'
import { outcomeOf } from '../scene.js'
import { idsIn, loading } from './loads.js'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

/** A sink whose transactions take so many milliseconds each, one after the other; the last for ever more. */
function taking(warehouse: MemoryWarehouse, ...milliseconds: readonly number[]): Sink {
  const sink = new MemorySink(warehouse)
  let transactions = 0
  const transaction: Sink['transaction'] = async (context, work) => {
    vi.advanceTimersByTime(milliseconds[Math.min(transactions++, milliseconds.length - 1)]!)
    return sink.transaction(context, work)
  }
  return Object.assign(new MemorySink(warehouse), { transaction })
}

const sqlAt = (sink: Sink, name: string): SqlStep => ({
  kind: 'sql',
  name,
  scope: `p/${name}`,
  sink,
  statements: [],
})

async function runFor(milliseconds: number, pipelines: readonly Pipeline[]) {
  const { events, error } = await outcomeOf(pipelines, { for: milliseconds, retries: 1, backoff: () => 400 })
  const done = events.at(-1) as RunDone
  return { events, error, done, outcomes: done.steps.map(({ outcome }) => outcome) }
}

describe('a run that has a limited time', () => {
  test.each([
    ['all of it', 1_000, [1, 2, 3]],
    ['what is likely to end in time', 600, [1, 2]],
    ['nothing that would end in time, but not with half as much again', 449, [1]],
    ['at least one transaction, which may take longer', 50, [1]],
  ])('loads %s', async (_, milliseconds, loaded) => {
    const warehouse = new MemoryWarehouse()
    const { error, done, events } = await runFor(milliseconds, [
      loading(warehouse, 'p', [], taking(warehouse, 200)),
    ])
    expect(error).toBeUndefined()
    expect(idsIn(warehouse, ['p'])).toEqual({ p: loaded })
    const complete = loaded.length === 3
    const pending = complete ? 0 : 1
    expect(done).toMatchObject({
      outcome: 'succeeded',
      steps: [{ complete, pending, objects: loaded.length }],
    })
    expect(done.steps[0]!.outcome).toBe(complete ? 'succeeded' : 'stopped')
    if (!complete) expect(events.at(-2)).toMatchObject({ type: 'stopped', reason: 'time', units: [{}] })
  })

  test('measures by the longest transaction so far, of whichever step', async () => {
    const warehouse = new MemoryWarehouse()
    const slow = loading(warehouse, 'p', [], taking(warehouse, 10, 300, 10))
    const quick = loading(warehouse, 'q', [], taking(warehouse, 10))
    expect((await runFor(700, [slow, quick])).outcomes).toEqual(['stopped', 'not started'])
  })

  test('begins neither the steps that come after, nor the pipelines that need it', async () => {
    const warehouse = new MemoryWarehouse()
    const { steps } = loading(warehouse, 'p', [], taking(warehouse, 200))
    const sql = sqlAt(new MemorySink(warehouse), 'summary')
    const pipelines = [{ name: 'p', steps: [...steps, sql] }, loading(warehouse, 'q', ['p'])]
    expect((await runFor(450, pipelines)).outcomes).toEqual(['stopped', 'not started', 'not started'])
  })

  test('measures statements, too', async () => {
    const warehouse = new MemoryWarehouse()
    const sink = taking(warehouse, 200)
    const steps = ['a', 'b', 'c'].map((name) => sqlAt(sink, name))
    expect((await runFor(600, [{ name: 'p', steps }])).outcomes).toEqual([
      'succeeded',
      'succeeded',
      'not started',
    ])
  })

  test('does not wait to try again for longer than it has', async () => {
    const warehouse = new MemoryWarehouse()
    const lost = new SinkError('CONNECTION_LOST', 'Lost.', { retryable: true })
    const sink: Sink = Object.assign(new MemorySink(warehouse), {
      async transaction() {
        throw lost
      },
    })
    const { error, events } = await runFor(300, [loading(warehouse, 'p', [], sink)])
    expect(error).toBe(lost)
    expect(events.map(({ type }) => type)).not.toContain('retrying')
  })

  test('is complete after as many runs as it takes, each row once', async () => {
    const warehouse = new MemoryWarehouse()
    const complete: boolean[] = []
    while (complete.at(-1) !== true) {
      const { done } = await runFor(50, [loading(warehouse, 'p', [], taking(warehouse, 100))])
      complete.push(done.steps.every((step) => step.complete))
    }
    expect(complete).toEqual([false, false, true])
    expect(idsIn(warehouse, ['p'])).toEqual({ p: [1, 2, 3] })
  })

  test.each([0, -1, Number.NaN])('has some: %d is refused', async (milliseconds) => {
    const { error } = await outcomeOf([loading(new MemoryWarehouse(), 'p')], { for: milliseconds })
    expect(error).toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining(`not ${milliseconds}`),
    })
  })
})
