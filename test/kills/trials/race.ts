import { expect } from 'vitest'
import type { Ended } from './command.js'
import { gate } from '../proxies/gate.js'
import { compared } from './outcome.js'
import type { Scenario } from '../scenario.js'
import { Trial } from './trial.js'
import type { World } from '../world.js'

const HURRY = new URL('../in-a-hurry.js', import.meta.url)

/** Expects that of so many runs that plan the same at once, all end, and each row is there once. */
export async function expectOneLoad(world: World, scenario: Scenario, count: number): Promise<void> {
  await using alone = await Trial.begin(world, scenario)
  await alone.finish()
  await using trial = await Trial.begin(world, scenario)
  const planned = gate(count)
  trial.watch = async ({ what }, moment) => {
    if (what === 'begin' && moment === 'asked') await planned.pass()
    return 'pass' as const
  }
  const runs = await Promise.all(Array.from({ length: count }, () => trial.run({}, HURRY)))
  expect(runs.filter((run) => !isDone(run) && !isBeaten(run))).toEqual([])
  expect(runs.some(isDone)).toBe(true)
  expect(runs.flatMap(({ told }) => told).filter(({ code }) => code === 'CONFLICT')).not.toEqual([])
  const [expected, outcome] = [await alone.outcome(), await trial.outcome()]
  expect(compared(outcome, scenario)).toEqual(compared(expected, scenario))
}

function isDone({ exitCode }: Ended): boolean {
  return exitCode === 0
}

/** Whether a run was told, once too often in a row, that others were faster. */
function isBeaten({ exitCode, told }: Ended): boolean {
  return exitCode === 4 && told.at(-2)?.code === 'CONFLICT'
}
