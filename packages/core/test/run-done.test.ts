import { lines, MemorySink, MemorySource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { ArbalestError, run, SinkError, type RunDone, type RunEvent } from '../src/index.js'
import type { Sink, Source, SourceObject } from '../src/plugin.js'
import { outcomeOf, scene } from './scene.js'

const doneOf = (events: readonly RunEvent[]): RunDone => {
  const last = events.at(-1)!
  expect(last.type).toBe('done')
  return last as RunDone
}

/** A sink whose transactions fail from the nth on, counted from 0. */
function failingFrom(count: number, error: Error): Sink {
  const sink = new MemorySink()
  let transactions = 0
  return Object.assign(Object.create(sink) as Sink, {
    transaction: (...given: Parameters<Sink['transaction']>) =>
      transactions++ < count ? sink.transaction(...given) : Promise.reject(error),
    marks: (scope: string) => sink.marks(scope),
    check: () => [],
    powers: {},
  })
}

describe('the last event of a run', () => {
  test('says what each step did, if all went well', async () => {
    const { pipeline } = scene()
    const { events } = await outcomeOf([pipeline('p', []), pipeline('q', [])])
    const step = {
      step: 'events',
      kind: 'load',
      outcome: 'succeeded',
      transactions: 3,
      objects: 3,
      rows: 3,
      rejected: 0,
      pending: 0,
      complete: true,
    }
    expect(doneOf(events)).toMatchObject({ outcome: 'succeeded', run: events[0]!.run })
    expect(doneOf(events).steps).toEqual([
      { pipeline: 'p', ...step },
      { pipeline: 'q', ...step },
    ])
  })

  test('comes after a failure, too, and says what is left and what was not begun', async () => {
    const { pipeline } = scene()
    const refused = new SinkError('SQL_FAILED', 'No.')
    const failing = pipeline('p', [], failingFrom(1, refused))
    const { events, error } = await outcomeOf([failing, pipeline('q', [])])
    expect(error).toBe(refused)
    expect(events.at(-2)).toMatchObject({ type: 'failed', error: refused, interrupted: false })
    expect(doneOf(events)).toMatchObject({
      outcome: 'failed',
      error: refused,
      steps: [
        { outcome: 'failed', transactions: 1, objects: 1, rows: 1, pending: 1, complete: false },
        { outcome: 'not started', transactions: 0, objects: 0, pending: 0, complete: false },
      ],
    })
  })

  test('says when the oldest object that is left was written, if the source knows', async () => {
    const plain = new MemorySource({ a: lines({ id: 1 }), b: lines({ id: 2 }) })
    const days: Readonly<Record<string, Date>> = { a: new Date('2024-02-02'), b: new Date('2024-01-01') }
    const source: Source = Object.assign(Object.create(plain) as Source, {
      async *list(): AsyncGenerator<SourceObject> {
        for await (const object of plain.list()) yield { ...object, modified: days[object.key]! }
      },
    })
    const { steps } = scene().pipeline('p', [], failingFrom(0, new SinkError('SQL_FAILED', 'No.')))
    const [step] = steps
    const { events } = await outcomeOf([{ name: 'p', steps: [{ ...step!, source } as typeof step & object] }])
    expect(doneOf(events).steps[0]).toMatchObject({ pending: 1, oldestPending: days['a'] })
  })

  test('comes if the run is asked to end, which is not a failure', async () => {
    const stop = new AbortController()
    const reason = new ArbalestError('ABORTED', 'Enough.')
    const { pipeline } = scene()
    const events: RunEvent[] = []
    const running = async () => {
      for await (const event of run([pipeline('p', [])], { signal: stop.signal })) {
        events.push(event)
        if (event.type === 'committed') stop.abort(reason)
      }
    }
    await expect(running()).rejects.toBe(reason)
    expect(events.at(-2)).toMatchObject({ type: 'failed', error: reason, interrupted: true })
    expect(doneOf(events)).toMatchObject({
      outcome: 'interrupted',
      error: reason,
      steps: [{ outcome: 'interrupted', objects: 1, complete: false }],
    })
  })

  test('is given to observers if whoever reads the events stops before', async () => {
    const seen: RunEvent[] = []
    const { pipeline } = scene()
    const observed = pipeline('p', [{ observe: (event) => void seen.push(event) }])
    for await (const event of run([observed])) if (event.type === 'committed') break
    expect(doneOf(seen)).toMatchObject({ outcome: 'interrupted', steps: [{ outcome: 'interrupted' }] })
  })
})
