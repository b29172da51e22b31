import { Crash, crashing, EVENTS, lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { forget, run, type LoadStep, type RunOptions } from '../../src/index.js'
import { ManifestStrategy, type Sink } from '../../src/plugin.js'
import { stepInto } from '../step-into.js'

// Long ago, as ids of runs never go back, and other tests share the module that makes them.
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T06:00:00Z') }))
afterEach(() => vi.useRealTimers())

const scope = 'p/events'
const HOUR = 3_600_000

/** A step that may be idle for a day, and who asked its sink for marks, or for a transaction. */
function scene(given: Partial<LoadStep> = {}) {
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) })
  const asked: string[] = []
  const stepWith = (sink: Sink) =>
    stepInto(sink, source, { idle: { recheck: 24 * HOUR, definition: 'as ever' }, ...given })
  const watched = () => {
    const sink = new MemorySink(warehouse)
    return Object.assign(new MemorySink(warehouse), {
      marks: (of: string) => (asked.push('marks'), sink.marks(of)),
      transaction: ((...work) => (
        asked.push('transaction'),
        sink.transaction(...work)
      )) as Sink['transaction'],
    })
  }
  return {
    warehouse,
    source,
    asked,
    stepWith,
    ids: () =>
      warehouse
        .rows('events')
        .map(({ id }) => id)
        .toSorted(),
    /** Runs the step; returns its end, and how often the sink was asked. */
    async runOnce(step = stepWith(watched()), options: RunOptions = {}) {
      asked.length = 0
      const events = []
      for await (const event of run([{ name: 'p', steps: [step] }], options)) events.push(event)
      const finished = events.find(({ type }) => type === 'finished')
      const idle = finished?.type === 'finished' && finished.idle === true
      return { idle, asked: asked.length, listed: finished?.type === 'finished' && finished.listed }
    },
    step: () => stepWith(watched()),
  }
}

describe('a run that may be idle', () => {
  test('asks the sink for nothing if what is listed is the same as before', async () => {
    const { runOnce, ids } = scene()
    expect(await runOnce()).toMatchObject({ idle: false })
    expect(await runOnce()).toEqual({ idle: true, asked: 0, listed: { objects: 2, hidden: 0 } })
    expect(ids()).toEqual([1, 2])
  })

  test('loads what is new, once, and is idle again', async () => {
    const { runOnce, source, ids } = scene()
    await runOnce()
    source.put('c', lines({ id: 3 }))
    expect((await runOnce()).idle).toBe(false)
    expect((await runOnce()).idle).toBe(true)
    expect(ids()).toEqual([1, 2, 3])
  })

  test('asks if an object has gone, or has another version', async () => {
    const { runOnce, source } = scene({ strategy: new ManifestStrategy({ changed: 'ignore' }) })
    await runOnce()
    source.put('b', lines({ id: 9 }))
    expect((await runOnce()).idle).toBe(false)
    source.remove('b')
    expect((await runOnce()).idle).toBe(false)
    expect((await runOnce()).idle).toBe(true)
  })

  test.each([
    ['just before it is to ask again', 24 * HOUR - 1, true],
    ['when it is to ask again', 24 * HOUR, false],
    ['if the clock was set back', -1, false],
  ])('%s: %d ms', async (_, later, idle) => {
    const { runOnce } = scene()
    await runOnce()
    vi.setSystemTime(Date.now() + later)
    expect((await runOnce()).idle).toBe(idle)
  })

  test.each<[string, Partial<LoadStep>]>([
    ['its definition', { idle: { recheck: 24 * HOUR, definition: 'another' } }],
    ['its target', { target: { ...EVENTS, table: 'Events' } }],
    ['its strategy', { strategy: Object.assign(new ManifestStrategy({}), { way: () => 'another' }) }],
  ])('asks if %s is another', async (_, other) => {
    const { runOnce, step, asked } = scene()
    await runOnce()
    await runOnce({ ...step(), ...other }).catch(() => {}) // what is recorded may be refused
    expect(asked).not.toEqual([])
  })

  test.each(['{', '{"step":1}', 'null', ''])('asks if the note is spoilt: %s', async (text) => {
    const { runOnce, warehouse } = scene()
    await runOnce()
    warehouse.notes.set(scope, text)
    expect((await runOnce()).idle).toBe(false)
    expect((await runOnce()).idle).toBe(true)
  })

  test('asks each time if a step does not say that it may be idle', async () => {
    const { runOnce, warehouse } = scene({ idle: undefined })
    await runOnce()
    expect(await runOnce()).toMatchObject({ idle: false })
    expect(warehouse.notes.size).toBe(0)
  })

  test('leaves no note of units that are quarantined, as each run reports them', async () => {
    const { runOnce, source, warehouse } = scene({ onBadObject: 'quarantine' })
    source.put('x', '{"id":"no number"}\n')
    await runOnce()
    expect(warehouse.notes.size).toBe(0)
    expect((await runOnce()).idle).toBe(false)
  })
})

test('what takes away marks takes the note away before', async () => {
  const { runOnce, step, ids, warehouse } = scene()
  await runOnce()
  const upkeep = { forget: async () => Promise.reject(new Error('killed')) }
  await expect(forget({ ...step(), journal: { upkeep } as never }, ['a'])).rejects.toThrow('killed')
  expect(warehouse.notes.size).toBe(0)
  await runOnce()
  await forget(step(), ['a'])
  await runOnce()
  expect(ids()).toEqual([1, 1, 2])
  await runOnce(undefined, { fullRefresh: true })
  expect(ids()).toEqual([1, 2])
  expect((await runOnce()).idle).toBe(true)
})

test('a run that is killed at whichever step is mended by the next', async () => {
  let crashes = 0
  for (let steps = 0; ; steps++) {
    const { runOnce, stepWith, warehouse, source, ids } = scene()
    await runOnce()
    source.put('c', lines({ id: 3 }))
    source.put('d', lines({ id: 4 }))
    const died = await runOnce(stepWith(crashing(new MemorySink(warehouse), steps)), { retries: 0 }).then(
      () => false,
      (error: unknown) => error instanceof Crash,
    )
    crashes += Number(died)
    await runOnce()
    expect(ids()).toEqual([1, 2, 3, 4])
    expect((await runOnce()).idle).toBe(true)
    if (!died) break
  }
  expect(crashes).toBeGreaterThan(5)
})
