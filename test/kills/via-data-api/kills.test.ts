import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakAtEach, killInEach, undisturbed, type Undisturbed } from '../trials/disturb.js'
import { placeIn, type KillAt } from '../trials/kill.js'
import { expectNoneLeftOpen } from '../trials/left-open.js'
import { NAMED_INSTANTS } from '../trials/named-instants.js'
import { randomNumbers } from '../trials/random.js'
import { sharedWorld, type World } from '../world.js'

const timeout = 3_600_000
/** For each scenario; together some more than 150. */
const RANDOM_KILLS = 20
const LONGEST_DELAY_MS = 30
const SEED = 2018

let world: World
/** How many kills there were, by where they were. */
const count = new Map<string, number>()

beforeAll(async () => {
  world = await sharedWorld('data-api')
})

afterAll(() => {
  const total = [...count.values()].reduce((sum, kills) => sum + kills, 0)
  console.table(Object.fromEntries([...count].toSorted(([a], [b]) => a.localeCompare(b))))
  console.log(`${total} kills, at ${count.size} kinds of instants`)
})

describe.each(NAMED_INSTANTS)('$scenario.name, at $exchange, $moment', ({ scenario, exchange, moment }) => {
  let peace: Undisturbed

  beforeAll(async () => {
    peace = await undisturbed(world, scenario)
  })

  test(
    'each row once, if the command is killed there or at its commit, and its session outlives it',
    { timeout },
    async () => {
      const kills = await killAndCount([
        { spot: placeIn(peace.instants, exchange, moment), how: 'break' },
        { spot: placeIn(peace.instants, 'redshift: commit', 'given'), how: 'break' },
      ])
      expect(peace.expected.others).toEqual([])
      expect(kills.toSorted()).toEqual([`${exchange}, ${moment}`, 'redshift: commit, given'].toSorted())
    },
  )

  test('each row once, if the answer is lost there, and the call is made again', { timeout }, async () => {
    expect(await breakAtEach(peace, [placeIn(peace.instants, exchange, moment)])).toEqual([])
  })

  test('each row once, at whatever instant the command is killed', { timeout }, async () => {
    const random = randomNumbers(SEED)
    const ways = Array.from({ length: RANDOM_KILLS }, () => ({
      spot: Math.floor(random() * peace.instants.length),
      how: random() * LONGEST_DELAY_MS,
    }))
    expect((await killAndCount(ways)).length).toBeGreaterThan(0.9 * ways.length)
  })

  async function killAndCount(ways: readonly KillAt[]): Promise<readonly string[]> {
    const { kills, wrong } = await killInEach(
      peace,
      ways.map((way) => [way]),
    )
    for (const place of kills) count.set(place, (count.get(place) ?? 0) + 1)
    expect(wrong).toEqual([])
    return kills
  }
})

test('no session is left in a transaction, whichever process was killed', () => expectNoneLeftOpen(world))
