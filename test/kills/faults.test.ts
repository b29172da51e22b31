import { beforeAll, expect, test } from 'vitest'
import type { Told } from './trials/command.js'
import type { Exchange, Fate, Moment, Watcher } from './proxies/exchange.js'
import type { Outcome } from './trials/outcome.js'
import { rows } from './loaded-rows.js'
import { manifest } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { sharedWorld, type World } from './world.js'

/** How often the sandbox's COPY asks before it gives up. */
const COPY_ATTEMPTS = 3
const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World
let expected: Outcome

beforeAll(async () => {
  world = await sharedWorld()
  await using trial = await Trial.begin(world, manifest)
  await trial.finish()
  expected = await trial.outcome()
})

test.each([
  ['before the server is given it', 'asked', 'break'],
  ['while the server is at it', 'given', 'break'],
  ['while the server is at it, which does not notice', 'given', 'linger'],
  ['when it has taken effect, with the answer lost', 'answered', 'break'],
] as const)('a connection that drops during COMMIT, %s, costs no row', async (_, moment, fate) => {
  await using trial = await Trial.begin(world, manifest)
  trial.watch = meetingEach(({ what }) => what === 'commit', 1, moment, fate)
  const { exitCode, told } = await trial.run({}, HURRY)
  expect(exitCode).toBe(0)
  expect(retries(told)).toEqual(['CONNECTION_LOST'])
  expect(await trial.outcome()).toEqual(expected)
})

const FAULTS = [
  ['answers 503 SlowDown', 'asked', 'slow down'],
  ['breaks the connection before it is asked', 'asked', 'break'],
  ['does as it is asked, and its answer is lost', 'answered', 'break'],
  ['sends half of its answer', 'answered', 'truncate'],
] as const

test.each(FAULTS)(
  'an S3 that %s, to each kind of request of a run, costs no row',
  async (_, moment, fate) => {
    await using trial = await Trial.begin(world, manifest)
    trial.watch = meetingEach(({ to }) => to === 's3', 1, moment, fate)
    // What the SDK does not try again is left to us: listing is the source's, manifests are the sink's.
    const { exitCode, told } = await trial.run({ AWS_MAX_ATTEMPTS: '1' }, HURRY)
    expect(exitCode).toBe(0)
    expect(new Set(retries(told))).toEqual(new Set(['SOURCE_UNREACHABLE', 'SINK_UNREACHABLE']))
    const { files, ...outcome } = await trial.outcome()
    const { files: kept, ...others } = expected
    expect(outcome).toEqual(others)
    // A manifest stays where S3 does not remove it.
    expect(files.filter((file) => !file.startsWith('arbalest/manifests/'))).toEqual(kept)
  },
)

test.each(FAULTS)(
  'an S3 that %s, to each kind of request of a COPY, costs no row',
  async (_, moment, fate) => {
    await using trial = await Trial.begin(world, manifest)
    // An object whose connection breaks is taken up twice where it broke.
    const times = fate === 'truncate' ? 3 : COPY_ATTEMPTS
    trial.watch = meetingEach(({ to }) => to === 'copy', times, moment, fate)
    const { exitCode, told } = await trial.run({}, HURRY)
    expect(exitCode).toBe(0)
    expect(new Set(retries(told))).toEqual(new Set(['SOURCE_UNREACHABLE']))
    expect(await trial.outcome()).toEqual(expected)
  },
)

test('an S3 that does not answer is given up after a while, and asked again', async () => {
  await using trial = await Trial.begin(world, manifest)
  trial.watch = meetingEach(({ what }) => what === 'list', 1, 'asked', 'hang')
  const { exitCode, told } = await trial.run({ AWS_MAX_ATTEMPTS: '1' }, HURRY)
  expect(exitCode).toBe(0)
  expect(retries(told)).toEqual(['SOURCE_UNREACHABLE'])
  expect(await trial.outcome()).toEqual(expected)
})

test('what is not worth another try is tried once', async () => {
  await using trial = await Trial.begin(world, manifest)
  await trial.change({ 'data/b.json': '{"id":"none"}\n' })
  let copies = 0
  trial.watch = ({ to, what }, moment) => {
    if (to === 'redshift' && what === 'copy' && moment === 'asked') copies++
    return 'pass'
  }
  const { exitCode, told } = await trial.run()
  expect(exitCode).toBe(1)
  expect(told.at(-2)).toMatchObject({ type: 'failed', code: 'LOAD_REJECTED', retryable: false })
  expect(retries(told)).toEqual([])
  expect(copies).toBe(1)
  await trial.change({ 'data/b.json': rows(3) })
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
})

test('what is worth another try is tried six times in a row, and then left to the next run', async () => {
  await using trial = await Trial.begin(world, manifest)
  let commits = 0
  trial.watch = ({ what }, moment) => {
    if (what !== 'commit' || moment !== 'asked') return 'pass'
    commits++
    return 'break'
  }
  const { exitCode, told } = await trial.run({}, HURRY)
  expect(exitCode).toBe(4)
  expect(told.at(-2)).toMatchObject({ type: 'failed', code: 'CONNECTION_LOST', retryable: true })
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

/** Gives the first so many exchanges of each kind that is meant this fate. */
function meetingEach(
  isMeant: (exchange: Exchange) => boolean,
  count: number,
  at: Moment,
  fate: Fate,
): Watcher {
  const met = new Map<string, number>()
  return (exchange, moment) => {
    if (!isMeant(exchange) || moment !== at) return 'pass'
    const kind = `${exchange.to}: ${exchange.what}`
    const times = (met.get(kind) ?? 0) + 1
    met.set(kind, times)
    return times <= count ? fate : 'pass'
  }
}

function retries(told: readonly Told[]): string[] {
  return told.filter(({ type }) => type === 'retrying').map(({ code }) => code!)
}
