import { expect } from 'vitest'
import type { Fate, Moment } from '../proxies/exchange.js'
import type { Undisturbed } from './disturb.js'
import { Trial } from './trial.js'

/** When something may happen to a column that is added, and what becomes of the statement. */
export const COLUMN_INSTANTS = [
  ['before the server is given it', 'asked', 'break'],
  ['while the server is at it', 'given', 'break'],
  ['while the server is at it, which does not notice', 'given', 'linger'],
  ['when it has taken effect', 'answered', 'break'],
] as const

/** Has `decide` say what becomes of the nth column that is added, when it has come so far. */
export function atColumn(trial: Trial, nth: number, at: Moment, decide: () => Promise<Fate>): void {
  let columns = 0
  trial.watch = ({ what }, moment) => {
    if (what === 'add column' && moment === 'asked') columns++
    return what === 'add column' && moment === at && columns === nth ? decide() : 'pass'
  }
}

/** Expects that, of a run that is killed as it adds the nth column, the next one adds what is missing, and loads. */
export async function expectColumnsDespiteKill(
  { world, scenario, expected }: Undisturbed,
  nth: number,
  at: Moment,
  fate: Fate,
): Promise<void> {
  await using trial = await Trial.begin(world, scenario)
  const command = trial.start()
  atColumn(trial, nth, at, async () => {
    await command.kill()
    return fate
  })
  expect(await command.ended).toMatchObject({ signal: 'SIGKILL' })
  const { told } = await trial.finish()
  expect(told.filter(({ type }) => type === 'committed')).toHaveLength(2)
  expect(await trial.outcome()).toEqual(expected)
}
