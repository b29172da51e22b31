import { beforeAll, expect, test } from 'vitest'
import type { Fate } from './proxies/exchange.js'
import { gate } from './proxies/gate.js'
import type { Scenario } from './scenario.js'
import { load } from './loaded-rows.js'
import { manifest } from './scenarios.js'
import type { Ended } from './trials/command.js'
import type { Outcome } from './trials/outcome.js'
import { Trial } from './trials/trial.js'
import { sharedWorld } from './world.js'

const skipping: Scenario = {
  ...manifest,
  words: ['--if-running', 'skip'],
  configure: (place) => ({ steps: [load(place, 'manifest')] }),
}

const SKIPPED = { type: 'stopped', reason: 'running' }

/** How many objects a run has loaded. */
function loadedBy({ told }: Ended): number {
  return told.reduce((sum, { type, objects = 0 }) => sum + (type === 'committed' ? objects : 0), 0)
}

let expected: Outcome

beforeAll(async () => {
  await using trial = await Trial.begin(await sharedWorld(), skipping)
  await trial.finish()
  expected = await trial.outcome()
})

test('with --if-running skip, a run that finds another under way ends at once, with 0', async () => {
  await using trial = await Trial.begin(await sharedWorld(), skipping)
  const door = gate()
  trial.watch = async ({ to, what }, moment): Promise<Fate> => {
    if (to === 'copy' && what === 'get object' && moment === 'asked') await door.pass()
    return 'pass'
  }
  const first = trial.start()
  await door.reached
  const second = await trial.start().ended
  expect(second.exitCode).toBe(0)
  expect(second.told).toContainEqual(expect.objectContaining(SKIPPED))
  expect(second.told.at(-1)).toMatchObject({
    type: 'done',
    outcome: 'succeeded',
    complete: false,
    steps: [{ outcome: 'stopped', reason: 'running', complete: false }],
  })
  door.open()
  expect(loadedBy(await first.ended)).toBe(5)
  expect(await trial.outcome()).toEqual(expected)
})

test('of runs that begin at once with --if-running skip, one loads, and nothing is there twice', async () => {
  await using trial = await Trial.begin(await sharedWorld(), skipping)
  const started = gate(3)
  trial.watch = async ({ what }, moment): Promise<Fate> => {
    if (what === 'begin' && moment === 'asked') await started.pass()
    return 'pass'
  }
  const runs = await Promise.all(Array.from({ length: 3 }, () => trial.start().ended))
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  expect(runs.map(loadedBy).toSorted()).toEqual([0, 0, 5])
  for (const { told } of runs) expect(told.filter(({ type }) => type === 'retrying')).toEqual([])
  expect(await trial.outcome()).toEqual(expected)
})
