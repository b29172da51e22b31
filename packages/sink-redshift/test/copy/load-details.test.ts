import { expect, test } from 'vitest'
import { LoadDetails } from '../../src/copy/load-details.js'
import type { Session, WithSession } from '../../src/session/session.js'

const noted = { query: () => Promise.resolve([{ files: '2', lines: '7' }]) } as unknown as Session

test('has one session opened before it asks, whoever asks how often', async () => {
  let opened = 0
  const withSession: WithSession = (work) => {
    opened++
    return work(noted)
  }
  const details = new LoadDetails(withSession)
  details.prepare()
  details.prepare()
  expect(opened).toBe(1)
  expect(await details.of(1, 2)).toEqual({ files: 2, lines: 7 })
  expect(opened).toBe(2)
})

test('asks all the same if none could be opened before', async () => {
  let opened = 0
  const withSession: WithSession = (work) =>
    opened++ === 0 ? Promise.reject(new Error('too many connections')) : work(noted)
  const details = new LoadDetails(withSession)
  details.prepare()
  expect(await details.of(1, 2)).toEqual({ files: 2, lines: 7 })
})
