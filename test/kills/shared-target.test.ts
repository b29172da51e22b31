import { beforeAll, expect, test } from 'vitest'
import type { Ended } from './trials/command.js'
import { gate } from './proxies/gate.js'
import type { Changes, Scenario } from './scenario.js'
import { load, rows } from './loaded-rows.js'
import { Trial } from './trials/trial.js'
import { sharedWorld, type World } from './world.js'

const HURRY = new URL('in-a-hurry.js', import.meta.url)

let world: World

beforeAll(async () => {
  world = await sharedWorld()
})

let races = 0

/** Runs pipelines of one table at once, each with objects of its own; answers how they ended, and which ids there are. */
async function race(
  changes: readonly Changes[],
  strategy: string,
  sink: object = {},
): Promise<{ readonly runs: readonly Ended[]; readonly ids: readonly number[] }> {
  const table = `shared_${++races}`
  const scenario: Scenario = {
    name: 'a table of several pipelines',
    tables: [],
    changes: {},
    configure: (place) => ({ sink, steps: [load({ ...place, table: () => table }, strategy)] }),
  }
  const planned = gate(changes.length)
  const runs = await Promise.all(
    changes.map(async (change) => {
      await using trial = await Trial.begin(world, scenario)
      await trial.change(change)
      trial.watch = async ({ what }, moment) => {
        if (what === 'begin' && moment === 'asked') await planned.pass()
        return 'pass' as const
      }
      return await trial.run({}, HURRY)
    }),
  )
  const found = await world.query(`select id from ${table} order by id`)
  return { runs, ids: found.map(({ id }) => Number(id)) }
}

test('different pipelines may add to one table at once', async () => {
  const { runs, ids } = await race(
    [1, 2, 3].map((id) => ({ 'data/a.json': rows(id) })),
    'manifest',
  )
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
  expect(ids).toEqual([1, 2, 3])
})

test.each(['delete', 'rename'])(
  'of different pipelines that replace one table at once, by %s, one comes last, and the rows are its own',
  async (replace) => {
    const { runs, ids } = await race(
      [1, 2, 3].map((id) => ({ 'data/a.json': rows(id, id + 10) })),
      'bulk',
      { replace },
    )
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect(ids).toHaveLength(2)
    expect(ids[1]).toBe(ids[0]! + 10)
  },
)

test('of pipelines whose statements wait for each other, one is ended, and tries again', async () => {
  await world.query('create table one (id integer)')
  await world.query('create table other (id integer)')
  const locked = gate(2)
  const lockBoth = async (...tables: readonly string[]) => {
    await using trial = await Trial.begin(world, {
      name: 'statements that lock',
      tables: [],
      changes: {},
      configure: () => ({
        steps: [{ sql: 'lock', statements: tables.map((table) => `lock table ${table}`) }],
      }),
    })
    let statements = 0
    trial.watch = async ({ what }, moment) => {
      if (what === 'statement of the user' && moment === 'asked' && ++statements === 2) await locked.pass()
      return 'pass' as const
    }
    return await trial.run({}, HURRY)
  }
  const runs = await Promise.all([lockBoth('one', 'other'), lockBoth('other', 'one')])
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0])
  const told = runs.flatMap((run) => run.told)
  expect(told.filter(({ type }) => type === 'retrying')).toMatchObject([{ code: 'SERIALIZATION' }])
})
