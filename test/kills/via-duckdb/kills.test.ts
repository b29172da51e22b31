import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { merging } from '../merging-scenario.js'
import { bulk, manifest, refreshing, series, summary } from '../scenarios.js'
import { randomNumbers } from '../trials/random.js'
import { inFiles, inS3 } from './objects.js'
import { Sweep } from './sweep.js'
import type { KillAt } from './trial.js'

const timeout = 3_600_000
/** For how long DuckDB goes on with what it has been asked. */
const DELAYS_MS = [0, 3]
const SERIES = 20
const KILLS_A_SERIES = 3
const LONGEST_DELAY_MS = 30
const SEED = 2018

/** How many kills there were, by where they were. */
const count = new Map<string, number>()

afterAll(() => {
  const total = [...count.values()].reduce((sum, kills) => sum + kills, 0)
  console.table(Object.fromEntries([...count].toSorted(([a], [b]) => a.localeCompare(b))))
  console.log(`${total} kills, at ${count.size} kinds of instants`)
})

const FROM_FILES = [manifest, bulk, series, merging, summary, refreshing].map((scenario) => ({
  ...scenario,
  from: 'files',
  objects: inFiles,
}))
const FROM_S3 = [manifest, bulk].map((scenario) => ({ ...scenario, from: 'S3', objects: inS3 }))

describe.each([...FROM_FILES, ...FROM_S3])('$name, from $from', ({ objects, ...scenario }) => {
  let sweep: Sweep

  beforeEach(async () => {
    sweep = await Sweep.prepare(scenario, await objects())
  })

  afterEach(() => sweep[Symbol.asyncDispose]())

  test('each row once, at whatever instant the command is killed', { timeout }, async () => {
    const ways = sweep.instants.flatMap((name, number) =>
      (name.endsWith('given') ? DELAYS_MS : [0]).map((delay) => ({ number, delay })),
    )
    const kills = await killAndCount(ways.map((way) => [way]))
    expect(kills).toHaveLength(ways.length)
  })

  test('each row once, however often the command is killed', { timeout }, async () => {
    const random = randomNumbers(SEED)
    const all = Array.from({ length: SERIES }, () =>
      Array.from({ length: KILLS_A_SERIES }, () => ({
        number: Math.floor(random() * sweep.instants.length),
        delay: random() * LONGEST_DELAY_MS,
      })),
    )
    expect((await killAndCount(all)).length).toBeGreaterThan(0.5 * all.length)
  })

  test('3 commands at once load what there is once, and all end', { timeout }, async () => {
    expect(await sweep.race(3)).toEqual({ exitCodes: [0, 0, 0], left: sweep.expected })
  })

  async function killAndCount(all: readonly (readonly KillAt[])[]): Promise<readonly string[]> {
    const { kills, wrong } = await sweep.killInEach(all)
    for (const place of kills) count.set(place, (count.get(place) ?? 0) + 1)
    expect(wrong).toEqual([])
    return kills
  }
})
