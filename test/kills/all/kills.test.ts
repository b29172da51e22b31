import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakAtEach, killInEach, undisturbed, type Undisturbed } from '../trials/disturb.js'
import type { Instant, KillAt } from '../trials/kill.js'
import { expectNoneLeftOpen } from '../trials/left-open.js'
import { randomNumbers } from '../trials/random.js'
import { graph } from '../graph-scenario.js'
import { scenarios } from '../scenarios.js'
import { sharedWorld, type World } from '../world.js'

const timeout = 3_600_000
const SERIES = 20
const KILLS_A_SERIES = 3
const LONGEST_DELAY_MS = 30
const SEED = 2018

let world: World
/** How many kills there were, by where they were. */
const count = new Map<string, number>()

beforeAll(async () => {
  world = await sharedWorld()
})

afterAll(() => {
  const total = [...count.values()].reduce((sum, kills) => sum + kills, 0)
  console.table(Object.fromEntries([...count].toSorted(([a], [b]) => a.localeCompare(b))))
  console.log(`${total} kills, at ${count.size} kinds of instants`)
})

describe.each([...scenarios, graph])('$name', (scenario) => {
  let peace: Undisturbed

  beforeAll(async () => {
    peace = await undisturbed(world, scenario)
  })

  test('each row once, at whatever instant the command is killed', { timeout }, async () => {
    const series = everyWayToKill(peace.instants).map((way) => [way])
    const { kills, wrong } = await killAndCount(series)
    expect(peace.expected.others).toEqual([])
    expect(wrong).toEqual([])
    expect(kills.length).toBeGreaterThan(0.9 * series.length)
  })

  test('each row once, however often the command is killed', { timeout }, async () => {
    const random = randomNumbers(SEED)
    const series = Array.from({ length: SERIES }, () =>
      Array.from({ length: KILLS_A_SERIES }, () => ({
        spot: Math.floor(random() * peace.instants.length),
        how: random() * LONGEST_DELAY_MS,
      })),
    )
    const { kills, wrong } = await killAndCount(series)
    expect(wrong).toEqual([])
    expect(kills.length).toBeGreaterThan(0.5 * series.length)
  })

  test('each row once, at whatever instant a connection breaks', { timeout }, async () => {
    const numbers = peace.instants.map(({ number }) => number)
    expect(await breakAtEach(peace, numbers)).toEqual([])
  })

  async function killAndCount(
    series: readonly (readonly KillAt[])[],
  ): Promise<Awaited<ReturnType<typeof killInEach>>> {
    const result = await killInEach(peace, series)
    for (const place of result.kills) count.set(place, (count.get(place) ?? 0) + 1)
    return result
  }
})

test('no session is left in a transaction, whichever process was killed', () => expectNoneLeftOpen(world))

function everyWayToKill(instants: readonly Instant[]): readonly KillAt[] {
  return instants.flatMap(({ number, exchange, moment }) => {
    const mayGoUnnoticed = exchange.to === 'redshift' && moment === 'given'
    const ways = mayGoUnnoticed ? (['break', 'linger'] as const) : (['break'] as const)
    return ways.map((how): KillAt => ({ spot: number, how }))
  })
}
