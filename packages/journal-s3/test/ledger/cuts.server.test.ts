import { MemorySink } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { useBucket } from '../s3.js'
import { recordPending, unit, units } from '../units.js'

const s3 = useBucket()

test('a listing may be cut where the segments of the longest run begin, each of which is about as long', async () => {
  const sink = new MemorySink()
  const journal = s3.bucket.journal(sink, { fanIn: 8, sizes: { segment: 500, block: 100 } })
  expect((await journal.open()).cuts).toEqual([])
  await recordPending(sink, journal, units(0, 500))
  const { cuts = [] } = await journal.open()
  const keys = units(0, 500).map(({ key }) => key)
  expect(cuts.length).toBeGreaterThan(2)
  expect(cuts).toEqual(keys.slice(1).filter((key) => cuts.includes(key)))
  // A short run beside it changes nothing.
  await recordPending(sink, journal, [unit('key/000100', '2')])
  expect((await journal.open()).cuts).toEqual(cuts)
})
