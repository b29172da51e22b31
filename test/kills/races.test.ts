import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ended } from './command.js'
import type { Fate } from './exchange.js'
import { gate } from './gate.js'
import { scenarios } from './scenarios.js'
import { Trial } from './trial.js'
import { startWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  world = await startWorld()
})

afterAll(() => world[Symbol.asyncDispose]())

describe.each(scenarios)('$name', (scenario) => {
  test.each([2, 5])('%i runs that plan the same load it once, and all get through', async (count) => {
    await using alone = await Trial.begin(world, scenario)
    await alone.finish()
    await using trial = await Trial.begin(world, scenario)
    const planned = gate(count)
    trial.watch = async ({ what }, moment): Promise<Fate> => {
      if (what === 'begin' && moment === 'asked') await planned.pass()
      return 'pass'
    }
    const runs = await Promise.all(Array.from({ length: count }, () => trial.start().ended))
    expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
      runs.map(() => ({ exitCode: 0, stderr: '' })),
    )
    expect(await trial.outcome()).toEqual(await alone.outcome())
    expect(conflictsOf(runs)).toBeGreaterThan(0)
  })
})

function conflictsOf(runs: readonly Ended[]): number {
  return runs.flatMap(({ told }) => told.filter(({ code }) => code === 'CONFLICT')).length
}
