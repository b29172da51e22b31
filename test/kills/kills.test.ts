import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inParallel } from './in-parallel.js'
import { instantsOf, runAndBreak, runAndKill, type Instant, type KillAt } from './kill.js'
import { withoutLeft, type Outcome } from './outcome.js'
import { randomNumbers } from './random.js'
import { scenarios } from './scenarios.js'
import { Trial } from './trial.js'
import { startWorld, type World } from './world.js'

/** `npm run kills` takes every instant there is; `npm test` takes some. */
const all = process.env['ARBALEST_KILLS'] === 'all'
const timeout = all ? 3_600_000 : 120_000
const SOME_KILLS = 2
const SOME_BREAKS = 2
const SERIES = all ? 20 : 1
const KILLS_A_SERIES = 3
const LONGEST_DELAY_MS = 30
const AT_A_TIME = 2
const SEED = 2018
const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World
/** How many kills there were, by where they were. */
const kills = new Map<string, number>()

beforeAll(async () => {
  world = await startWorld()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  if (!all) return
  const total = [...kills.values()].reduce((sum, count) => sum + count, 0)
  console.table(Object.fromEntries([...kills].toSorted(([a], [b]) => a.localeCompare(b))))
  console.log(`${total} kills, at ${kills.size} kinds of instants`)
})

describe.each(scenarios)('$name', (scenario) => {
  let instants: readonly Instant[]
  let expected: Outcome

  beforeAll(async () => {
    await using trial = await Trial.begin(world, scenario)
    instants = await instantsOf(trial)
    expected = await trial.outcome()
  })

  test('each row once, at whatever instant the command is killed', { timeout }, async () => {
    const series = waysToKill(instants).map((way) => [way])
    const { killed, wrong } = await killInEach(series)
    expect(expected.others).toEqual([])
    expect(wrong).toEqual([])
    expect(killed).toBeGreaterThan(0.9 * series.length)
  })

  test('each row once, however often the command is killed', { timeout }, async () => {
    const random = randomNumbers(SEED)
    const series = Array.from({ length: SERIES }, () =>
      Array.from({ length: KILLS_A_SERIES }, () => ({
        number: Math.floor(random() * instants.length),
        how: random() * LONGEST_DELAY_MS,
      })),
    )
    const { killed, wrong } = await killInEach(series)
    expect(wrong).toEqual([])
    expect(killed).toBeGreaterThan(0.5 * series.length)
  })

  test('each row once, at whatever instant a connection breaks', { timeout }, async () => {
    const wrong: unknown[] = []
    await inParallel(selected(instants, SOME_BREAKS), AT_A_TIME, async ({ number }) => {
      await using trial = await Trial.begin(world, scenario)
      const { exitCode, stderr, place } = await runAndBreak(trial, number, HURRY)
      const outcome = await trial.outcome()
      if (exitCode !== 0 || !isAsExpected(outcome)) wrong.push({ place, exitCode, stderr, outcome })
    })
    expect(wrong).toEqual([])
  })

  /** A trial for each series of kills, behind which one run in peace must make all as it should be. */
  async function killInEach(
    series: readonly (readonly KillAt[])[],
  ): Promise<{ killed: number; wrong: unknown[] }> {
    const wrong: unknown[] = []
    let killed = 0
    await inParallel(series, AT_A_TIME, async (ways) => {
      await using trial = await Trial.begin(world, scenario)
      const places: string[] = []
      for (const way of ways) {
        const place = await runAndKill(trial, way)
        if (place !== undefined) places.push(place)
      }
      await trial.finish()
      const outcome = await trial.outcome()
      if (!isAsExpected(outcome)) wrong.push({ places, outcome })
      for (const place of places) kills.set(place, (kills.get(place) ?? 0) + 1)
      killed += places.length
    })
    return { killed, wrong }
  }

  function isAsExpected(outcome: Outcome): boolean {
    const { leaves } = scenario
    return isDeepStrictEqual(withoutLeft(outcome, leaves), withoutLeft(expected, leaves))
  }
})

test('no session is left in a transaction, whoever was killed', async () => {
  await vi.waitFor(
    async () => {
      const open = `select pid, state, query from pg_stat_activity where state like 'idle in transaction%'`
      expect(await world.query(open)).toEqual([])
    },
    { timeout: 10_000 },
  )
})

/** Every way there is to kill a run of these instants; or some, the commit among them. */
function waysToKill(instants: readonly Instant[]): readonly KillAt[] {
  const every = instants.flatMap(({ number, exchange, moment }) => {
    const mayGoUnnoticed = exchange.to === 'redshift' && moment === 'given'
    const ways = mayGoUnnoticed ? (['break', 'linger'] as const) : (['break'] as const)
    return ways.map((how): KillAt => ({ number, how }))
  })
  if (all) return every
  const [asked] = instants.filter(({ exchange }) => exchange.what === 'commit')
  const [given, answered] = [asked!.number + 1, asked!.number + 2]
  return [
    ...selected(every, SOME_KILLS),
    { number: given, how: 'linger' },
    { number: answered, how: 'break' },
  ]
}

/** All of `items`, or so many of them at even distances. */
function selected<T>(items: readonly T[], some: number): readonly T[] {
  if (all) return items
  return Array.from({ length: some }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / some)]!)
}
