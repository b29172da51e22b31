import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { run, SinkError, type LoadStep, type Pipeline, type RunEvent, type SqlStep } from '@arbalest/core'
import { ManifestStrategy, SinkJournal, type Observer } from '@arbalest/core/plugin'
import { EVENTS, lines } from '../events.js'
import { memoryFixture } from '../memory/fixture.js'
import type { SinkFixture } from '../sink-fixture.js'
import { testWith, type Test } from '../test.js'
import { versionsOf } from './sink/fixture-test.js'

/** An observer to test, and what it sends events to. Closing it closes both. */
export interface ObserverFixture extends AsyncDisposable {
  readonly observer: Observer
  /** Has what it sends events to fail from now on, in one of the ways that the test names. Default: it sends them nowhere. */
  fail?(how: string): Promise<void>
}

/**
 * Tests that an observer takes all there is to observe, and that a run with it does what a run
 * without any does, also if what it sends events to fails in each of the ways `failures`, such as
 * `hangs`; `create` makes a fresh fixture.
 *
 * @example
 * ```ts
 * testObserver(test, async () => ({ observer: new SpanObserver(), async [Symbol.asyncDispose]() {} }))
 * ```
 */
export function testObserver(
  test: Test,
  create: () => Promise<ObserverFixture>,
  failures: readonly string[] = [],
): void {
  const it = testWith(test, create)

  it('takes an event of each kind, and changes none', async ({ observer }) => {
    await using fixture = await memoryFixture()
    for (const event of eventsOf(fixture)) {
      const before = inspect(event, { depth: 9 })
      await observer.observe(frozen(event))
      assert.equal(inspect(event, { depth: 9 }), before, `an event "${event.type}" is left as it was`)
    }
  })

  it('has a run do, and throw, what it does without', async ({ observer }) => {
    const { notices, ...observed } = await outcomeOf([observer])
    const { notices: none, ...alone } = await outcomeOf([])
    assert.deepEqual(observed, alone)
    assert.deepEqual([notices, none], [[], []])
  })

  for (const how of failures) {
    it(`has a run do what it does without, if what it sends to ${how}`, async ({ observer, fail }) => {
      await fail!(how)
      const { notices, ...observed } = await outcomeOf([observer])
      const { notices: _, ...alone } = await outcomeOf([])
      assert.deepEqual(observed, alone)
      assert.equal(notices.length, 1, 'it is reported, once')
    })
  }
}

/** What a run did: a load of three objects, a statement, and one that fails. */
async function outcomeOf(observers: readonly Observer[]) {
  await using fixture = await memoryFixture()
  for (const key of ['a', 'b', 'c']) await fixture.source.put(key, lines({ id: key.codePointAt(0) }))
  const events: string[] = []
  const notices: string[] = []
  let error: unknown
  try {
    const options = { notice: (_: string, message: string) => void notices.push(message) }
    for await (const { type } of run([pipelineOf(fixture, observers)], options)) events.push(type)
  } catch (reason) {
    error = reason
  }
  return {
    notices,
    events,
    error: error instanceof Error ? error.message : error,
    rows: await fixture.rows('events'),
    tables: await fixture.tables(),
    marks: await versionsOf(fixture.sink, 'p/load'),
  }
}

function pipelineOf(fixture: SinkFixture, observers: readonly Observer[]): Pipeline {
  const unknown = { text: 'nobody knows what this does' }
  return {
    name: 'p',
    observers,
    steps: [loadOf(fixture), sqlOf(fixture), { ...sqlOf(fixture), name: 'fails', statements: [unknown] }],
  }
}

function loadOf({ sink, source }: SinkFixture): LoadStep {
  const scope = 'p/load'
  return {
    kind: 'load',
    name: 'load',
    scope,
    source,
    strategy: new ManifestStrategy({ batch: 1 }),
    sink,
    journal: new SinkJournal(sink, scope),
    target: EVENTS,
    drift: { unknown: 'ignore', missing: 'ignore' },
  }
}

function sqlOf({ sink, insertion }: SinkFixture): SqlStep {
  return { kind: 'sql', name: 'sql', scope: 'p/sql', sink, statements: [insertion(7)] }
}

/** An event of each kind, as they follow each other. */
function* eventsOf(fixture: SinkFixture): Generator<RunEvent> {
  const of = { time: new Date(), run: '01890a5d-ac96-774b-bcce-b302099a8057', pipeline: 'p' }
  const error = new SinkError('CONNECTION_LOST', 'The connection was lost.', { retryable: true })
  const step = loadOf(fixture)
  const sql = sqlOf(fixture)
  const units = ['b', 'a'].map((key) => ({
    key,
    version: '1',
    objects: [{ key, version: '1', size: 9, url: `memory:${key}` }],
  }))
  yield { ...of, type: 'started', step }
  yield { ...of, type: 'refreshed', step, deleted: true }
  yield { ...of, type: 'evolved', step, columns: ['at'] }
  yield { ...of, type: 'loading', step, units }
  yield { ...of, type: 'retrying', step, error, failures: 1, delay: 500 }
  yield { ...of, type: 'noticed', step, notice: { kind: 'hidden', look: false, keys: 1, first: '_x' } }
  yield {
    ...of,
    type: 'committed',
    step,
    receipt: { kind: 'load', scope: step.scope, units, rows: 2, rejected: 1 },
  }
  yield { ...of, type: 'finished', step, listed: { objects: 2, hidden: 1 } }
  yield { ...of, type: 'started', step: sql }
  yield { ...of, type: 'committed', step: sql, receipt: { kind: 'sql', scope: sql.scope, statements: 1 } }
  yield { ...of, type: 'failed', step: sql, error, interrupted: false }
  yield { ...of, type: 'started', step: sql }
  yield { ...of, type: 'failed', step: sql, error: 'no error at all', interrupted: true }
  yield { ...of, type: 'done', outcome: 'failed', error, steps: [] }
}

/** Freezes what an event is made of, as far as that is no part of a pipeline. */
function frozen<T>(value: T): T {
  const prototype: unknown = value && Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype) return value
  for (const member of Object.values(value as object)) frozen(member)
  return Object.freeze(value)
}
