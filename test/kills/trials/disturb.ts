import { isDeepStrictEqual } from 'node:util'
import { inParallel } from './in-parallel.js'
import { instantsOf, runAndBreak, runAndKill, type Instant, type KillAt, type Spot } from './kill.js'
import { compared, type Outcome } from './outcome.js'
import type { Scenario } from '../scenario.js'
import { Trial } from './trial.js'
import type { World } from '../world.js'

const AT_A_TIME = 2
const HURRY = new URL('../in-a-hurry.js', import.meta.url)

/** A scenario, and what a run of it that nobody disturbs goes through and leaves. */
export interface Undisturbed {
  readonly world: World
  readonly scenario: Scenario
  readonly instants: readonly Instant[]
  readonly expected: Outcome
}

/** Runs a scenario in peace. */
export async function undisturbed(world: World, scenario: Scenario): Promise<Undisturbed> {
  await using trial = await Trial.begin(world, scenario)
  const instants = await instantsOf(trial)
  return { world, scenario, instants, expected: await trial.outcome() }
}

/**
 * Makes a trial for each series of kills, after which one run in peace must make all as it should be.
 * Returns the place of each kill there was, and the trials that ended otherwise.
 */
export async function killInEach(
  peace: Undisturbed,
  series: readonly (readonly KillAt[])[],
): Promise<{ readonly kills: readonly string[]; readonly wrong: readonly unknown[] }> {
  const kills: string[] = []
  const wrong: unknown[] = []
  await inParallel(series, AT_A_TIME, async (ways) => {
    await using trial = await Trial.begin(peace.world, peace.scenario)
    const places: string[] = []
    for (const way of ways) {
      const place = await runAndKill(trial, way)
      if (place !== undefined) places.push(place)
    }
    await trial.finish()
    const outcome = await trial.outcome()
    if (!isAsExpected(outcome, peace)) wrong.push({ places, outcome })
    kills.push(...places)
  })
  return { kills, wrong }
}

/** Breaks the connection of a run at each of these instants; returns the trials that the run did not mend by itself, or that did not come to a place. */
export async function breakAtEach(peace: Undisturbed, spots: readonly Spot[]): Promise<readonly unknown[]> {
  const wrong: unknown[] = []
  await inParallel(spots, AT_A_TIME, async (spot) => {
    await using trial = await Trial.begin(peace.world, peace.scenario)
    const { exitCode, stderr, place } = await runAndBreak(trial, spot, HURRY)
    const outcome = await trial.outcome()
    const isThere = typeof spot === 'number' || place === spot
    if (!isThere || exitCode !== 0 || !isAsExpected(outcome, peace))
      wrong.push({ place, exitCode, stderr, outcome })
  })
  return wrong
}

function isAsExpected(outcome: Outcome, { scenario, expected }: Undisturbed): boolean {
  return isDeepStrictEqual(compared(outcome, scenario), compared(expected, scenario))
}
