import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fate, Moment } from './exchange.js'
import { gate } from './gate.js'
import type { Outcome } from './outcome.js'
import { evolving } from './scenarios.js'
import { Trial } from './trial.js'
import { startWorld, type World } from './world.js'

const COLUMNS = process.env['ARBALEST_KILLS'] === 'all' ? [1, 2] : [2]
const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World
let expected: Outcome

beforeAll(async () => {
  world = await startWorld()
  await using trial = await Trial.begin(world, evolving)
  await trial.finish()
  expected = await trial.outcome()
})

afterAll(() => world[Symbol.asyncDispose]())

/** Has `decide` say what becomes of the nth column that is added, when it has come so far. */
function atColumn(trial: Trial, nth: number, at: Moment, decide: () => Promise<Fate>): void {
  let columns = 0
  trial.watch = ({ what }, moment) => {
    if (what === 'add column' && moment === 'asked') columns++
    return what === 'add column' && moment === at && columns === nth ? decide() : 'pass'
  }
}

const INSTANTS = [
  ['before the server is given it', 'asked', 'break'],
  ['while the server is at it', 'given', 'break'],
  ['while the server is at it, which does not notice', 'given', 'linger'],
  ['when it has taken effect', 'answered', 'break'],
] as const

test.each(COLUMNS.flatMap((nth) => INSTANTS.map((instant) => [nth, ...instant] as const)))(
  'of a run that is killed as it adds column %i, %s, the next one adds what is missing, and loads',
  async (nth, _, at, fate) => {
    await using trial = await Trial.begin(world, evolving)
    const command = trial.start()
    atColumn(trial, nth, at, async () => {
      await command.kill()
      return fate
    })
    expect(await command.ended).toMatchObject({ signal: 'SIGKILL' })
    const { told } = await trial.finish()
    expect(told.filter(({ type }) => type === 'committed')).toHaveLength(2)
    expect(await trial.outcome()).toEqual(expected)
  },
)

test.each(INSTANTS)(
  'a connection that drops as a column is added, %s, costs neither',
  async (_, at, fate) => {
    await using trial = await Trial.begin(world, evolving)
    let broken = false
    atColumn(trial, 2, at, async () => {
      if (broken) return 'pass'
      broken = true
      return fate
    })
    const { exitCode, told } = await trial.start({}, HURRY).ended
    expect(exitCode).toBe(0)
    expect(told.filter(({ type }) => type === 'retrying')).toMatchObject([{ code: 'CONNECTION_LOST' }])
    expect(await trial.outcome()).toEqual(expected)
  },
)

test('runs that add the same columns at once add each once', async () => {
  await using trial = await Trial.begin(world, evolving)
  const met = gate(3)
  trial.watch = async ({ what }, moment) => {
    if (what === 'add column' && moment === 'asked') await met.pass()
    return 'pass' as const
  }
  const commands = Array.from({ length: 3 }, () => trial.start({}, HURRY))
  const runs = await Promise.all(commands.map(({ ended }) => ended))
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  expect(await trial.outcome()).toEqual(expected)
})
