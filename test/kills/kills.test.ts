import { beforeAll, describe, expect, test } from 'vitest'
import { breakAtEach, killInEach, undisturbed, type Undisturbed } from './trials/disturb.js'
import { placeIn } from './trials/kill.js'
import { expectNoneLeftOpen } from './trials/left-open.js'
import { NAMED_INSTANTS } from './trials/named-instants.js'
import { sharedWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  world = await sharedWorld()
})

describe.each(NAMED_INSTANTS)('$scenario.name, at $exchange, $moment', ({ scenario, exchange, moment }) => {
  let peace: Undisturbed

  beforeAll(async () => {
    peace = await undisturbed(world, scenario)
  })

  test('each row once, if the command is killed there, or as its commit goes on unnoticed', async () => {
    const { kills, wrong } = await killInEach(peace, [
      [{ spot: placeIn(peace.instants, exchange, moment), how: 'break' }],
      [{ spot: placeIn(peace.instants, 'redshift: commit', 'given'), how: 'linger' }],
    ])
    expect(peace.expected.others).toEqual([])
    expect(wrong).toEqual([])
    expect(kills.toSorted()).toEqual(
      [`${exchange}, ${moment}`, 'redshift: commit, given, unnoticed'].toSorted(),
    )
  })

  test('each row once, if the connection breaks there', async () => {
    expect(await breakAtEach(peace, [placeIn(peace.instants, exchange, moment)])).toEqual([])
  })
})

test('no session is left in a transaction, whichever process was killed', () => expectNoneLeftOpen(world))
