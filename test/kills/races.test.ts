import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ended } from './command.js'
import { gate } from './gate.js'
import { withoutLeft } from './outcome.js'
import { scenarios } from './scenarios.js'
import { Trial } from './trial.js'
import { startWorld, type World } from './world.js'

const all = process.env['ARBALEST_KILLS'] === 'all'
const RUNNERS = all ? [2, 5] : [3]
const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world[Symbol.asyncDispose]())

describe.each(scenarios)('$name', (scenario) => {
  test.each(RUNNERS)('%i runs that plan the same at once load it once, and all end', async (count) => {
    await using alone = await Trial.begin(world, scenario)
    await alone.finish()
    await using trial = await Trial.begin(world, scenario)
    const planned = gate(count)
    trial.watch = async ({ what }, moment) => {
      if (what === 'begin' && moment === 'asked') await planned.pass()
      return 'pass' as const
    }
    const commands = Array.from({ length: count }, () => trial.start({}, HURRY))
    const runs = await Promise.all(commands.map(({ ended }) => ended))
    expect(runs.filter((run) => !isDone(run) && !isBeaten(run))).toEqual([])
    expect(runs.some(isDone)).toBe(true)
    expect(runs.flatMap(({ told }) => told).filter(({ code }) => code === 'CONFLICT')).not.toEqual([])
    const [expected, outcome] = [await alone.outcome(), await trial.outcome()]
    expect(withoutLeft(outcome, scenario.leaves)).toEqual(withoutLeft(expected, scenario.leaves))
  })
})

function isDone({ exitCode }: Ended): boolean {
  return exitCode === 0
}

/** Whether a run was told, once too often in a row, that others were faster. */
function isBeaten({ exitCode, told }: Ended): boolean {
  return exitCode === 4 && told.at(-1)?.code === 'CONFLICT'
}
