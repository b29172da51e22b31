import { describe, expect, test } from 'vitest'
import { lines, memoryFixture } from '@arbalest/testing'
import {
  ArbalestError,
  plan,
  run,
  SinkError,
  type RunEvent,
  type LoadStep,
  type Pipeline,
  type RunOptions,
  type SqlStep,
  type Step,
} from '../../src/index.js'
import { collect, ManifestStrategy, type Sink } from '../../src/plugin.js'
import type { SinkFixture } from '@arbalest/testing'
import { stepInto } from '../step-into.js'

const pipelineOf = (...steps: Step[]): Pipeline => ({ name: 'p', steps })

const loadOf = ({ source }: SinkFixture, sink: Sink, batch = 1): LoadStep =>
  stepInto(sink, source, { strategy: new ManifestStrategy({ batch }) })

/** `sink`, whose nth transaction fails before or after its commit, as `failures` say. */
function failing(sink: Sink, failures: Record<number, ['before' | 'after', Error]>): Sink {
  let count = 0
  return {
    url: sink.url,
    powers: {},
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    async transaction(context, work) {
      const [when, error] = failures[count++] ?? []
      if (when === 'before') throw error!
      const result = await sink.transaction(context, work)
      if (when === 'after') throw error!
      return result
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function eventsOf(pipeline: Pipeline, options: RunOptions = {}): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of run([pipeline], { backoff: () => 0, ...options })) events.push(event)
  return events
}

const lost = () => new SinkError('CONNECTION_LOST', 'The connection was lost.', { retryable: true })

async function put({ source }: SinkFixture, ...keys: string[]) {
  for (const [id, key] of keys.entries()) await source.put(key, lines({ id }))
}

describe('run', () => {
  test('runs steps in order and reports each transaction', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a', 'b', 'c')
    const sql: SqlStep = {
      kind: 'sql',
      name: 'more',
      scope: 'p/more',
      sink: fixture.sink,
      statements: [fixture.insertion(9)],
    }
    const events = await eventsOf(pipelineOf(loadOf(fixture, fixture.sink, 2), sql))
    expect(events.map((event) => `${event.type === 'done' ? 'run' : event.step.name} ${event.type}`)).toEqual(
      [
        'events started',
        'events loading',
        'events committed',
        'events loading',
        'events committed',
        'events finished',
        'more started',
        'more committed',
        'more finished',
        'run done',
      ],
    )
    const receipts = events.flatMap((event) => (event.type === 'committed' ? [event.receipt] : []))
    expect(receipts).toMatchObject([
      { kind: 'load', scope: 'p/events', rows: 2, rejected: 0, units: [{ key: 'a' }, { key: 'b' }] },
      { kind: 'load', scope: 'p/events', rows: 1, rejected: 0, units: [{ key: 'c' }] },
      { kind: 'sql', scope: 'p/more', statements: 1 },
    ])
    expect(await fixture.rows('events')).toHaveLength(4)
  })

  test('plans only what is pending, and changes nothing by it', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a', 'b')
    const step = loadOf(fixture, fixture.sink, 10)
    await eventsOf(pipelineOf(step))
    await put(fixture, 'a', 'b', 'c')
    const planned = await collect(plan([pipelineOf(step)]))
    expect(planned).toMatchObject([{ pipeline: 'p', pending: { units: 1, first: ['c'], transactions: 1 } }])
    expect(await fixture.rows('events')).toHaveLength(2)
  })

  test.each(['before', 'after'] as const)(
    'tries again after a connection lost %s a commit, and loads each row once',
    async (when) => {
      await using fixture = await memoryFixture()
      await put(fixture, 'a', 'b', 'c')
      const sink = failing(fixture.sink, { 1: [when, lost()] })
      const events = await eventsOf(pipelineOf(loadOf(fixture, sink)))
      expect(events.filter(({ type }) => type === 'retrying')).toMatchObject([
        { failures: 1, error: { code: 'CONNECTION_LOST' } },
      ])
      expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([0, 1, 2])
    },
  )

  test('gives up after so many failures in a row, and counts anew after each commit', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a', 'b')
    const failures = {
      0: ['before', lost()],
      1: ['before', lost()],
      3: ['before', lost()],
      4: ['before', lost()],
    } as const
    const recovered = await eventsOf(
      pipelineOf(loadOf(fixture, failing(fixture.sink, { ...failures } as never))),
      { retries: 2 },
    )
    expect(recovered.filter(({ type }) => type === 'retrying')).toHaveLength(4)

    await put(fixture, 'a', 'b', 'c')
    const thrice = { 0: ['before', lost()], 1: ['before', lost()], 2: ['before', lost()] }
    await expect(
      eventsOf(pipelineOf(loadOf(fixture, failing(fixture.sink, thrice as never))), { retries: 2 }),
    ).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
    })
  })

  test('does not try again what waiting cannot cure', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a')
    const refused = new SinkError('SQL_FAILED', 'No.')
    const sink = failing(fixture.sink, { 0: ['before', refused] })
    await expect(eventsOf(pipelineOf(loadOf(fixture, sink)))).rejects.toBe(refused)
    expect(await fixture.rows('events')).toHaveLength(0)
  })

  test('ends between transactions when it is aborted, with the reason', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a', 'b', 'c')
    const abort = new AbortController()
    const reason = new ArbalestError('ABORTED', 'Interrupted.')
    const work = (async () => {
      for await (const event of run([pipelineOf(loadOf(fixture, fixture.sink))], { signal: abort.signal })) {
        if (event.type === 'committed') abort.abort(reason)
      }
    })()
    await expect(work).rejects.toBe(reason)
    expect(await fixture.rows('events')).toHaveLength(1)
  })

  test('ends while it waits to try again when it is aborted', async () => {
    await using fixture = await memoryFixture()
    await put(fixture, 'a')
    const abort = new AbortController()
    const reason = new ArbalestError('ABORTED', 'Interrupted.')
    const sink = failing(fixture.sink, { 0: ['before', lost()] })
    const work = (async () => {
      for await (const event of run([pipelineOf(loadOf(fixture, sink))], {
        signal: abort.signal,
        backoff: () => 1e9,
      })) {
        if (event.type === 'retrying') setImmediate(() => abort.abort(reason))
      }
    })()
    await expect(work).rejects.toBe(reason)
  })
})

test('refuses an object that has changed, unless the options of the strategy say what to do with it', async () => {
  await using fixture = await memoryFixture()
  await put(fixture, 'a')
  const step = loadOf(fixture, fixture.sink)
  await eventsOf(pipelineOf(step))
  await fixture.source.put('a', lines({ id: 5 }))
  const code = 'OBJECT_CHANGED'
  await expect(eventsOf(pipelineOf(step))).rejects.toMatchObject({ name: 'SourceError', code })
  expect(await fixture.rows('events')).toHaveLength(1)
})
