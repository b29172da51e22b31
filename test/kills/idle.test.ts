import { expect, test } from 'vitest'
import { rows } from './loaded-rows.js'
import { idling } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { sharedWorld } from './world.js'

test('a run that lists the same as the last opens no connection, and one that lists something new loads it once', async () => {
  await using trial = await Trial.begin(await sharedWorld(), idling)
  const watched = async () => {
    let connections = 0
    trial.watch = ({ what }, moment) => {
      if (what === 'connect' && moment === 'asked') connections++
      return 'pass'
    }
    const { exitCode, told } = await trial.start().ended
    expect(exitCode).toBe(0)
    const finished = told.find(({ type }) => type === 'finished')
    return { connections, finished }
  }
  const first = await watched()
  expect(first.connections).toBeGreaterThan(0)
  expect(first.finished).not.toHaveProperty('idle')
  const idle = await watched()
  expect(idle.connections).toBe(0)
  expect(idle.finished).toMatchObject({ idle: true, listed: { objects: 4 }, transactions: 0 })
  await trial.change({ 'data/9.json': rows(9) })
  expect((await watched()).finished).toMatchObject({ objects: 1, rows: 1 })
  expect((await watched()).connections).toBe(0)
})
