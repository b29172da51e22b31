import { beforeAll, describe, expect, test } from 'vitest'
import { breakAtEach, killInEach, undisturbed, type Undisturbed } from './disturb.js'
import type { Moment } from './exchange.js'
import { firstOf } from './kill.js'
import * as all from './scenarios.js'
import type { Scenario } from './scenario.js'
import { expectNoneLeftOpen } from './left-open.js'
import { sharedWorld, type World } from './world.js'

/** Each scenario, and the instant of it that is most its own. `npm run kills` takes every instant there is. */
const INSTANTS: readonly (readonly [Scenario, string, Moment])[] = [
  [all.manifest, 'redshift: copy', 'given'],
  [all.bulk, 'redshift: take away', 'answered'],
  [all.renaming, 'redshift: take away', 'given'],
  [all.series, 'redshift: insert', 'answered'],
  [all.summary, 'redshift: statement of the user', 'answered'],
  [all.evolving, 'redshift: mark', 'answered'],
  [all.firstInS3, 's3: put index', 'answered'],
  [all.mergingInS3, 's3: put segment', 'given'],
]

let world: World

beforeAll(async () => {
  world = await sharedWorld()
})

describe.each(INSTANTS)('$name, at "%s", %s', (scenario, name, moment) => {
  let peace: Undisturbed

  beforeAll(async () => {
    peace = await undisturbed(world, scenario)
  })

  test('each row once, if the command is killed there, or as its commit goes on unnoticed', async () => {
    const { kills, wrong } = await killInEach(peace, [
      [{ number: firstOf(peace.instants, name, moment), how: 'break' }],
      [{ number: firstOf(peace.instants, 'redshift: commit', 'given'), how: 'linger' }],
    ])
    expect(peace.expected.others).toEqual([])
    expect(wrong).toEqual([])
    expect(kills.toSorted()).toEqual([`${name}, ${moment}`, 'redshift: commit, given, unnoticed'].toSorted())
  })

  test('each row once, if the connection breaks there', async () => {
    expect(await breakAtEach(peace, [firstOf(peace.instants, name, moment)])).toEqual([])
  })
})

test('no session is left in a transaction, whoever was killed', () => expectNoneLeftOpen(world))
