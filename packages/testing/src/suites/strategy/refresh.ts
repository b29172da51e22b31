import assert from 'node:assert/strict'
import { run, type LoadStep } from '@arbalest/core'
import type { Sink } from '@arbalest/core/plugin'
import { rowsInOrder } from '../../events.js'
import type { SinkFixture } from '../../sink-fixture.js'
import type { Test } from '../../test.js'
import { Crash, crashing } from './crash.js'
import { marksIn } from './outcome.js'

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
    return sink.crashed
  }

  test(`${name}: is loaded anew, or left as it is, wherever a full refresh crashes`, async () => {
    const before = await outcome(prepare, async () => {})
    const after = await outcome(prepare, (fixture) => refresh(stepOf(fixture, fixture.sink)))
    const fresh = () => prepare('unloaded')
    const anew = await outcome(fresh, (fixture) => drain(stepOf(fixture, fixture.sink)))
    assert.equal(after, anew, 'a full refresh comes to what a first load does')
    await using fixture = await prepare()
    let found = await stateOf(fixture)
    let undone = 0
    for (let step = 0, crashed = true; crashed; step++) {
      crashed = await crashAt(fixture, step)
      // What is left as it was, marks included, crashes again one step later, and so does what is loaded anew.
      if (crashed && (await stateOf(fixture)) === found) undone++
      else {
        await drain(stepOf(fixture, await fixture.another()))
        const left = await leftIn(fixture)
        assert.ok(left === after || (crashed && left === before), `after a crash at step ${step}: ${left}`)
        found = await stateOf(fixture)
      }
    }
    assert.ok(undone > 0, 'there is no crash that leaves all as it was')
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

/** Returns the rows, tables and marks that are there, as text. */
async function stateOf(fixture: SinkFixture): Promise<string> {
  return JSON.stringify([await leftIn(fixture), await marksIn(fixture)])
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
