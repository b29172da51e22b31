import { beforeAll, expect, test } from 'vitest'
import { graph } from './graph-scenario.js'
import type { Moment } from './proxies/exchange.js'
import type { Outcome } from './trials/outcome.js'
import { Trial } from './trials/trial.js'
import { sharedWorld, type World } from './world.js'

let world: World
let expected: Outcome

beforeAll(async () => {
  world = await sharedWorld()
  await using trial = await Trial.begin(world, graph)
  await trial.finish()
  expected = await trial.outcome()
})

test('pipelines side by side load as much as one after the other', async () => {
  await using trial = await Trial.begin(world, graph)
  expect(await trial.run()).toMatchObject({ exitCode: 0 })
  expect(await trial.outcome()).toEqual(expected)
  expect(Object.values(expected.rows).map(({ length }) => length)).toEqual([3, 3, 1])
})

test.each<[string, Moment, number]>([
  ['copy', 'given', 1],
  ['copy', 'given', 4],
  ['commit', 'answered', 2],
])(
  'each row once in each table, if a run of a graph is killed there: %s, %s, number %i',
  async (what, moment, nth) => {
    await using trial = await Trial.begin(world, graph)
    let met = 0
    trial.watch = async (exchange, at) => {
      if (exchange.to !== 'redshift' || exchange.what !== what || at !== moment || ++met !== nth)
        return 'pass'
      await command.kill()
      return 'break'
    }
    const command = trial.start()
    expect((await command.ended).signal).toBe('SIGKILL')
    await trial.finish()
    const { rows, marks, others } = await trial.outcome()
    expect({ rows, marks, others }).toEqual({ rows: expected.rows, marks: expected.marks, others: [] })
  },
)
