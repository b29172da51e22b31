import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Moment } from './proxies/exchange.js'
import type { Outcome } from './trials/outcome.js'
import { manifest } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { startWorld, type World } from './world.js'

const HURRY = new URL('in-a-hurry.js', import.meta.url)

let data: string
let world: World
let expected: Outcome

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'arbalest-database-'))
  world = await startWorld({ data })
  await using trial = await Trial.begin(world, manifest)
  await trial.finish()
  expected = await trial.outcome()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(data, { recursive: true, force: true })
})

/** Has PostgreSQL end as in a crash: nothing is tidied up, and its log is read again when it starts. */
async function crash(): Promise<void> {
  const [pid] = (await readFile(join(data, 'pg', 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGQUIT')
}

test.each([
  ['before a COPY', 'copy', 'asked'],
  ['during a COPY', 'copy', 'given'],
  ['before a COMMIT', 'commit', 'asked'],
  ['during a COMMIT', 'commit', 'given'],
  ['after a COMMIT', 'commit', 'answered'],
] as const)('a database that crashes %s, and comes back, costs no row', async (_, what, when) => {
  await using trial = await Trial.begin(world, manifest)
  let restarted: Promise<void> | undefined
  trial.watch = async (exchange, moment: Moment) => {
    if (restarted || exchange.to !== 'redshift' || exchange.what !== what || moment !== when) return 'pass'
    await crash()
    restarted = world.restart()
    return 'break'
  }
  const { exitCode, told, stderr } = await trial.run()
  await restarted
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  // The answer to a COMMIT that was given may come before the crash: then there is nothing to try again.
  if (what !== 'commit' || when !== 'given')
    expect(told.filter(({ type }) => type === 'retrying')).not.toEqual([])
  expect(restarted).toBeDefined()
  expect(await trial.outcome()).toEqual(expected)
})

test('a run that finds no database for a while waits for it', async () => {
  await using trial = await Trial.begin(world, manifest)
  trial.proxy.refuse(3)
  const { exitCode, told } = await trial.run({}, HURRY)
  expect(exitCode).toBe(0)
  const waits = told.filter(({ type }) => type === 'notice' || type === 'retrying')
  expect(waits).toMatchObject([
    { type: 'notice', message: expect.stringContaining('takes no connection yet') as string },
  ])
  expect(await trial.outcome()).toEqual(expected)
})
