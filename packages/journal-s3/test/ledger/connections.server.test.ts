import { MemorySink } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { useBucket } from '../s3.js'
import { pendingKeys, recordPending, units } from '../units.js'

const s3 = useBucket()

/** More merges than connections are open at once, which are 50. */
const ROUNDS = 120

test('a journal that merges again and again gives back each connection', async () => {
  const sink = new MemorySink()
  const notices: string[] = []
  const journal = s3.bucket.journal(sink, { fanIn: 2 }, { notice: (message) => notices.push(message) })
  for (let round = 0; round < ROUNDS; round++) await recordPending(sink, journal, units(round, round + 1))
  expect(notices).toEqual([])
  expect(await pendingKeys(journal, units(0, ROUNDS))).toEqual([])
})
