import assert from 'node:assert/strict'
import { run, type LoadStep } from '@arbalest/core'
import type { Sink } from '@arbalest/core/plugin'
import { rowsInOrder } from '../../events.js'
import type { SinkFixture } from '../../sink-fixture.js'
import type { Test } from '../../test.js'
import { Crash, crashing } from './crash.js'

/** A scenario that has been played to its end, to be loaded anew. */
interface Played {
  readonly name: string
  /** Plays it against a fixture of its own; or only changes the source, and loads nothing, if `unloaded`. */
  prepare(unloaded?: 'unloaded'): Promise<SinkFixture>
  /** Makes the step on a sink of the fixture, as each process does. */
  stepOf(fixture: SinkFixture, sink: Sink): LoadStep
}

/**
 * Tests that a full refresh comes out the same, cut short at any step there is: the run after
 * it finds either all as it was, or goes on to what the refresh would have come to.
 */
export function testRefresh(test: Test, { name, prepare, stepOf }: Played): void {
  const crashAt = async (fixture: SinkFixture, step: number): Promise<boolean> => {
    const sink = crashing(fixture.sink, step)
    await refresh(stepOf(fixture, sink)).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
    })
    await drain(stepOf(fixture, await fixture.another()))
    return sink.crashed
  }

  test(`${name}: is loaded anew, or left as it is, wherever a full refresh crashes`, async () => {
    const before = await outcome(prepare, async () => {})
    const after = await outcome(prepare, (fixture) => refresh(stepOf(fixture, fixture.sink)))
    const fresh = () => prepare('unloaded')
    const anew = await outcome(fresh, (fixture) => drain(stepOf(fixture, fixture.sink)))
    assert.equal(after, anew, 'a full refresh comes to what a first load does')
    const found = new Set<string>()
    for (let step = 0, crashed = true; crashed;) {
      await using fixture = await prepare()
      // What is left as it was crashes again, one step later.
      for (let left = before; crashed && left === before; step++) {
        crashed = await crashAt(fixture, step)
        left = await leftIn(fixture)
        assert.ok([before, after].includes(left), `after a crash at step ${step}: ${left}`)
        found.add(left)
      }
    }
    assert.deepEqual(found, new Set([before, after]))
  })
}

/** Returns the rows and tables that `work` leaves, as text. */
async function outcome(
  prepare: Played['prepare'],
  work: (fixture: SinkFixture) => Promise<void>,
): Promise<string> {
  await using fixture = await prepare()
  await work(fixture)
  return await leftIn(fixture)
}

async function leftIn(fixture: SinkFixture): Promise<string> {
  const tables = await fixture.tables()
  const rows = await Promise.all(tables.map(async (table) => rowsInOrder(await fixture.rows(table))))
  return JSON.stringify({ tables, rows })
}

function refresh(step: LoadStep): Promise<void> {
  return drain(step, true)
}

async function drain(step: LoadStep, fullRefresh = false): Promise<void> {
  for await (const _ of run([{ name: 'pipeline', steps: [step] }], { fullRefresh, retries: 0 })) void _
}
