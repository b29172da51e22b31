import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import type { LoadStep } from '@arbalest/core'
import type { Sink } from '@arbalest/core/plugin'
import { Crash, crashing } from './crash.js'
import { drain } from './drain.js'
import { assertOutcome, leftIn, type Left } from './outcome.js'
import type { SinkFixture } from '../../sink-fixture.js'
import type { Scenario } from './scenario.js'
import type { Test } from '../../test.js'

/** A scenario, and against what it is swept. */
interface Swept {
  readonly scenario: Scenario
  create(): Promise<SinkFixture>
  /** Makes the step on a sink of the fixture, as each process does. */
  stepOf(fixture: SinkFixture, sink: Sink): LoadStep
}

/** How far the runs after one change have been swept. */
interface Progress {
  /** The step at which the next run crashes. */
  step: number
  /** Whether the last run had no such step. */
  finished: boolean
}

/** Tests that a scenario comes out the same, cut short at any step that its runs have and run again. */
export function testSweep(test: Test, swept: Swept): void {
  const { scenario } = swept
  test(`${scenario.name}: loads each row once, wherever a run crashes`, async () => {
    const undisturbed = await play(
      swept,
      scenario.changes.map(() => ({ step: 0, finished: true })),
    )
    const sweep: Progress[] = scenario.changes.map(() => ({ step: 0, finished: false }))
    while (sweep.some(({ finished }) => !finished)) {
      const left = await play(swept, sweep)
      assert.deepEqual(left, undisturbed, crashesIn(sweep))
    }
    const steps = sweep.reduce((sum, { step }) => sum + step, 0)
    assert.ok(steps > scenario.changes.length, `only ${steps} steps were found to crash at`)
  })
}

/**
 * Plays the scenario: after each change come runs that crash, each one step later than the last, until one
 * leaves something else than it found, or has no such step; then a run that does not crash. A crash that leaves all as
 * it was needs no play of its own: whatever it does, the next run starts from the same. Returns what each change came to.
 */
async function play(
  { scenario, create, stepOf }: Swept,
  sweep: readonly Progress[],
): Promise<readonly Left[]> {
  await using fixture = await create()
  const left: Left[] = []
  let found = await leftIn(fixture, scenario)
  for (const [index, change] of scenario.changes.entries()) {
    await change(fixture.source)
    const progress = sweep[index]!
    for (
      let now = found;
      !progress.finished && isDeepStrictEqual(now, found);
      now = await leftIn(fixture, scenario)
    ) {
      progress.finished = !(await crashes(progress.step, fixture.sink, (sink) => stepOf(fixture, sink)))
      if (!progress.finished) progress.step++
    }
    await drain(stepOf(fixture, await fixture.another()))
    found = await leftIn(fixture, scenario)
    left.push(found)
  }
  await assertOutcome(fixture, scenario, crashesIn(sweep))
  return left
}

/** Runs a step on `sink`, which crashes at its `at`th step; whether it has one. */
async function crashes(at: number, sink: Sink, stepOf: (sink: Sink) => LoadStep): Promise<boolean> {
  const crashed = crashing(sink, at)
  await drain(stepOf(crashed)).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error
  })
  return crashed.crashed
}

function crashesIn(sweep: readonly Progress[]): string {
  return `after crashes up to the steps ${sweep.map(({ step }) => step).join(', ')} of its runs`
}
