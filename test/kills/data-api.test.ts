import { beforeAll, describe, expect, test } from 'vitest'
import { breakAtEach, killInEach, undisturbed, type Undisturbed } from './trials/disturb.js'
import { placeIn } from './trials/kill.js'
import { expectNoneLeftOpen } from './trials/left-open.js'
import { bulk, manifest } from './scenarios.js'
import { sharedWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  world = await sharedWorld('data-api')
})

describe.each([
  { scenario: manifest, exchange: 'redshift: commit', moment: 'given' },
  { scenario: bulk, exchange: 'redshift: take away', moment: 'answered' },
] as const)('$scenario.name, at $exchange, $moment, by the Data API', ({ scenario, exchange, moment }) => {
  let peace: Undisturbed

  beforeAll(async () => {
    peace = await undisturbed(world, scenario)
  })

  test('each row once, if the command is killed there, and its session outlives it', async () => {
    const spot = placeIn(peace.instants, exchange, moment)
    const { kills, wrong } = await killInEach(peace, [[{ spot, how: 'break' }]])
    expect(peace.expected.others).toEqual([])
    expect(wrong).toEqual([])
    expect(kills).toEqual([`${exchange}, ${moment}`])
  })

  test('each row once, if the answer is lost there, and the call is made again', async () => {
    expect(await breakAtEach(peace, [placeIn(peace.instants, exchange, moment)])).toEqual([])
  })
})

test('no session is left in a transaction, whichever process was killed', () => expectNoneLeftOpen(world))
