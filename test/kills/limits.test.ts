import { beforeAll, expect, test } from 'vitest'
import type { Command } from './trials/command.js'
import type { Exchange, Fate, Moment } from './proxies/exchange.js'
import { gate } from './proxies/gate.js'
import { readJournal } from './trials/journal.js'
import { filesOf } from './trials/outcome.js'
import type { Place, Scenario } from './scenario.js'
import { load, rows } from './loaded-rows.js'
import { manifest } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { sharedWorld, type World } from './world.js'

let world: World

beforeAll(async () => {
  world = await sharedWorld()
})

/** Starts the command, and kills it at the first exchange of a kind. */
function startToKill(trial: Trial, kind: string, at: Moment): Command {
  const command = trial.start()
  trial.watch = async ({ to, what }, moment) => {
    if (`${to}: ${what}` !== kind || moment !== at) return 'pass'
    await command.kill()
    return 'break'
  }
  return command
}

/** Does `work` once, while the first exchange of a kind is held up. */
function during(trial: Trial, kind: Exchange['what'], work: () => Promise<void>): void {
  let met = false
  trial.watch = async ({ what }, moment): Promise<Fate> => {
    if (!met && what === kind && moment === 'asked') {
      met = true
      await work()
    }
    return 'pass'
  }
}

test('an object that is overwritten between listing and COPY is planned anew, and loaded once, as it then is', async () => {
  await using trial = await Trial.begin(world, manifest)
  during(trial, 'begin', () => trial.change({ 'data/b.json': rows(33) }))
  const { exitCode, told } = await trial.run()
  expect(exitCode).toBe(0)
  expect(told.find(({ type }) => type === 'retrying')).toMatchObject({ code: 'OBJECT_CHANGED' })
  const ids = `select id from ${trial.place.table('events')} where id in (3, 33)`
  expect(await world.query(ids)).toEqual([{ id: 33 }])
  expect(await trial.run()).toMatchObject({ exitCode: 0 })
  expect(await world.query(ids)).toEqual([{ id: 33 }])
})

test.each(['append', 'ignore', 'fail'])(
  'with changed: %s, an object that is overwritten between listing and COPY is added once',
  async (changed) => {
    const adding: Scenario = {
      name: 'what has changed meanwhile',
      tables: [],
      changes: { 'data/a.json': rows(1) },
      configure: (place) => ({ steps: [load(place, 'manifest', { changed })] }),
    }
    await using trial = await Trial.begin(world, adding)
    during(trial, 'begin', () => trial.change({ 'data/a.json': rows(2) }))
    await trial.run()
    await trial.finish()
    const found = await world.query(`select id from ${trial.place.table('events')}`)
    expect(found).toEqual([{ id: 2 }])
  },
)

test('an object that is overwritten between COPY and commit is loaded again, and once', async () => {
  await using trial = await Trial.begin(world, manifest)
  let met = false
  trial.watch = async ({ what }, moment): Promise<Fate> => {
    if (!met && what === 'copy' && moment === 'answered') {
      met = true
      await trial.change({ 'data/b.json': rows(33) })
    }
    return 'pass'
  }
  expect(await trial.run()).toMatchObject({ exitCode: 0 })
  const ids = `select id from ${trial.place.table('events')} where id in (3, 33)`
  expect(await world.query(ids)).toEqual([{ id: 33 }])
})

test('an object that is removed between listing and COPY is left out by a new plan', async () => {
  await using trial = await Trial.begin(world, manifest)
  during(trial, 'begin', () => trial.change({ 'data/b.json': null }))
  const { exitCode, told } = await trial.run()
  expect(exitCode).toBe(0)
  expect(told.find(({ type }) => type === 'retrying')).toMatchObject({ code: 'SOURCE_NOT_FOUND' })
  expect(
    await world.query(`select id from ${trial.place.table('events')} where id in (2, 3, 4)`),
  ).toHaveLength(2)
})

test('statements of SQL run again if their commit is lost', async () => {
  const counting: Scenario = {
    name: 'statements that cannot be repeated',
    tables: [],
    changes: {},
    configure: ({ table }) => ({
      steps: [
        {
          sql: 'count',
          statements: [
            `create table if not exists ${table('runs')} (run integer)`,
            `insert into ${table('runs')} values (1)`,
          ],
        },
      ],
    }),
  }
  await using trial = await Trial.begin(world, counting)
  await startToKill(trial, 'redshift: commit', 'answered').ended
  await trial.finish()
  expect(await world.query(`select * from ${trial.place.table('runs')}`)).toHaveLength(2)
})

test('a manifest that a killed run leaves stays, unless the next run loads the very same objects', async () => {
  const one: Scenario = {
    name: 'one batch',
    tables: [],
    changes: { 'data/a.json': rows(1) },
    configure: (place) => ({ steps: [load(place, 'manifest')] }),
  }
  const manifests = async ({ name }: Trial) =>
    (await filesOf(world, name)).filter((file) => file.includes('/manifests/'))

  await using same = await Trial.begin(world, one)
  await startToKill(same, 'redshift: copy', 'answered').ended
  expect(await manifests(same)).toHaveLength(1)
  await same.finish()
  expect(await manifests(same)).toEqual([])

  await using other = await Trial.begin(world, one)
  await startToKill(other, 'redshift: copy', 'answered').ended
  await other.change({ 'data/b.json': rows(2) })
  await other.finish()
  expect(await manifests(other)).toHaveLength(1)
})

const numbered = (from: number, to: number) =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, index) => from + index).map((id) => [
      `data/${String(id).padStart(2, '0')}.json`,
      rows(id),
    ]),
  )

/** A journal that keeps nothing it does not need, an object a transaction: each eighth merges and removes. */
const tidy: Scenario = {
  name: 'a journal in S3 that keeps nothing',
  tables: ['events'],
  before: numbered(1, 1),
  changes: numbered(2, 2),
  configure: (place: Place) => ({
    journal: { use: 's3', with: { url: `s3://${place.bucket}/arbalest/`, keepDays: 0 } },
    steps: [load(place, 'manifest', { batch: 1 })],
  }),
}

test('what a killed run leaves in the folder of a journal is removed, two merges later', async () => {
  await using trial = await Trial.begin(world, tidy)
  const before = await filesOf(world, trial.name)
  await startToKill(trial, 's3: put index', 'answered').ended
  const left = (await filesOf(world, trial.name)).filter(
    (file) => /\/(indexes|segments)\//.test(file) && !before.includes(file),
  )
  expect(left).toHaveLength(2)
  await trial.change(numbered(3, 16))
  await trial.finish()
  const after = await filesOf(world, trial.name)
  expect(left.filter((file) => after.includes(file))).toEqual([])
  expect(await readJournal(world, trial.name)).toHaveLength(16)
})

test('a run that plans while another merges the journal, and removes what it reads, plans anew', async () => {
  await using trial = await Trial.begin(world, tidy)
  const planning = gate()
  let held = false
  trial.watch = async ({ what }, moment): Promise<Fate> => {
    if (!held && what === 'get segment' && moment === 'asked') {
      held = true
      await planning.pass()
    }
    return 'pass'
  }
  const slow = trial.start()
  await planning.reached
  await trial.change(numbered(3, 24))
  await trial.finish()
  planning.open()
  const { exitCode, told } = await slow.ended
  expect(exitCode).toBe(0)
  expect(told.find(({ type }) => type === 'retrying')).toMatchObject({ code: 'CONFLICT' })
  expect(await readJournal(world, trial.name)).toHaveLength(24)
  expect(await world.query(`select id from ${trial.place.table('events')}`)).toHaveLength(24)
})
