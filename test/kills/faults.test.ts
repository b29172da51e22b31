import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Told } from './command.js'
import type { Fate, Moment, Watcher } from './exchange.js'
import { rows, scenarios } from './scenarios.js'
import { Trial } from './trial.js'
import { startWorld, type World } from './world.js'
import type { Outcome } from './outcome.js'

const [manifest] = scenarios as [(typeof scenarios)[0]]
const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World
let expected: Outcome

beforeAll(async () => {
  world = await startWorld()
  await using trial = await Trial.begin(world, manifest)
  await trial.finish()
  expected = await trial.outcome()
})

afterAll(() => world[Symbol.asyncDispose]())

test.each([
  ['before the server is given it', 'asked', 'break'],
  ['while the server is at it', 'given', 'break'],
  ['while the server is at it, which does not notice', 'given', 'linger'],
  ['when it has taken effect, with the answer lost', 'answered', 'break'],
] as const)('a connection that drops during COMMIT, %s, costs no row', async (_, moment, fate) => {
  await using trial = await Trial.begin(world, manifest)
  trial.watch = times(1, fate, (what) => what === 'commit', moment)
  const { exitCode, told } = await trial.start({}, HURRY).ended
  expect(exitCode).toBe(0)
  expect(retries(told)).toEqual(['CONNECTION_LOST'])
  expect(await trial.outcome()).toEqual(expected)
})

test.each([
  ['the listing', 's3: list'],
  ['the JSONPaths file', 's3: put jsonpaths'],
  ['a manifest', 's3: put manifest'],
  ['the removal of a manifest', 's3: delete manifest'],
  ['what COPY reads of a manifest', 'copy: get manifest'],
  ['what COPY reads of an object', 'copy: get object'],
])('%s: S3 that is slow, silent, gone or cut short for a while costs no row', async (_, name) => {
  const wrong: unknown[] = []
  for (const [fate, moment] of [
    ['slow down', 'asked'],
    ['break', 'asked'],
    ['break', 'answered'],
    ['truncate', 'answered'],
    ['hang', 'asked'],
  ] as const) {
    if (fate === 'hang' && name.startsWith('copy')) continue
    for (const count of [1, 4]) {
      await using trial = await Trial.begin(world, manifest)
      trial.watch = times(count, fate, (what, to) => `${to}: ${what}` === name, moment)
      const { exitCode, told, stderr } = await trial.start({}, HURRY).ended
      console.log(name, fate, count, exitCode, retries(told).join(), stderr)
      if (exitCode !== 0) wrong.push([fate, count, stderr])
      else if (JSON.stringify(await trial.outcome()) !== JSON.stringify(expected))
        wrong.push([fate, count, await trial.outcome()])
    }
  }
  expect(wrong).toEqual([])
})

test('what is not worth another try is tried once', async () => {
  await using trial = await Trial.begin(world, manifest)
  await trial.change({ 'data/b.json': '{"id":"none"}\n' })
  const begun = countOf(trial, 'redshift', 'copy')
  const { exitCode, told, stderr } = await trial.start().ended
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('LOAD_REJECTED') as string,
  })
  expect(retries(told)).toEqual([])
  expect(begun()).toBe(1)
  await trial.change({ 'data/b.json': rows(3) })
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
})

test('what is worth another try is tried six times in a row, and then by the next run', async () => {
  await using trial = await Trial.begin(world, manifest)
  let commits = 0
  trial.watch = ({ what }, moment) =>
    what === 'commit' && moment === 'asked' && ++commits > 0 ? 'break' : 'pass'
  const { exitCode, told } = await trial.start({}, HURRY).ended
  expect(exitCode).toBe(4)
  expect(retries(told)).toEqual(Array.from({ length: 5 }, () => 'CONNECTION_LOST'))
  expect(commits).toBe(6)
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
})

test('a clock that jumps by years has no part in what is loaded', async () => {
  await using trial = await Trial.begin(world, manifest)
  const { exitCode, stderr } = await trial.start({}, new URL('clock-that-jumps.js', import.meta.url)).ended
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(await trial.outcome()).toEqual(expected)
})

/** Gives so many exchanges of a kind this fate. */
function times(
  count: number,
  fate: Fate,
  isMeant: (what: string, to: string) => boolean,
  at: Moment,
): Watcher {
  let left = count
  return ({ what, to }, moment) => (isMeant(what, to) && moment === at && left-- > 0 ? fate : 'pass')
}

/** Counts the exchanges of a kind from now on. */
function countOf(trial: Trial, to: string, what: string): () => number {
  let count = 0
  trial.watch = (exchange, moment) => {
    if (exchange.to === to && exchange.what === what && moment === 'asked') count++
    return 'pass'
  }
  return () => count
}

function retries(told: readonly Told[]): string[] {
  return told.filter(({ type }) => type === 'retrying').map(({ code }) => code!)
}
