import { beforeAll, expect, test } from 'vitest'
import { atColumn, COLUMN_INSTANTS, expectColumnsDespiteKill } from './trials/column.js'
import { undisturbed, type Undisturbed } from './trials/disturb.js'
import { gate } from './proxies/gate.js'
import { evolving } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { sharedWorld } from './world.js'

const HURRY = new URL('in-a-hurry.js', import.meta.url)

let peace: Undisturbed

beforeAll(async () => {
  peace = await undisturbed(await sharedWorld(), evolving)
})

test.each(COLUMN_INSTANTS)(
  'of a run that is killed as it adds the last column, %s, the next one adds what is missing, and loads',
  (_, at, fate) => expectColumnsDespiteKill(peace, 2, at, fate),
)

test.each(COLUMN_INSTANTS)(
  'a connection that drops as a column is added, %s, costs neither',
  async (_, at, fate) => {
    await using trial = await Trial.begin(peace.world, evolving)
    let broken = false
    atColumn(trial, 2, at, async () => {
      if (broken) return 'pass'
      broken = true
      return fate
    })
    const { exitCode, told } = await trial.run({}, HURRY)
    expect(exitCode).toBe(0)
    expect(told.filter(({ type }) => type === 'retrying')).toMatchObject([{ code: 'CONNECTION_LOST' }])
    expect(await trial.outcome()).toEqual(peace.expected)
  },
)

test('runs that add the same columns at once add each once', async () => {
  await using trial = await Trial.begin(peace.world, evolving)
  const met = gate(3)
  trial.watch = async ({ what }, moment) => {
    if (what === 'add column' && moment === 'asked') await met.pass()
    return 'pass' as const
  }
  const runs = await Promise.all(Array.from({ length: 3 }, () => trial.run({}, HURRY)))
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  expect(await trial.outcome()).toEqual(peace.expected)
})
