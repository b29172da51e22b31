import { setTimeout } from 'node:timers/promises'
import { collect } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach, expect, test } from 'vitest'
import type { S3Journal } from '../../src/index.js'
import { requestsOf } from '../count-requests.js'
import { useBucket } from '../s3.js'
import { ORIGIN, page, pendingKeys, units } from '../units.js'

const KEYS = 2_000

const s3 = useBucket()
let journal: S3Journal
/** The numbers of the keys at which the segments of its only run begin. */
let starts: number[]

beforeEach(async () => {
  journal = s3.bucket.journal(new MemorySink(), { sizes: { segment: 1, block: 1_800 } })
  await journal.upkeep.import(page(units(0, KEYS)), ORIGIN)
  const { cuts } = await journal.open()
  starts = [0, ...cuts.map((key) => Number(key.slice(-6)))]
})

const segmentsRead = async (work: () => Promise<unknown>) => {
  const requests = await requestsOf(async () => {
    await work()
    await setTimeout(50) // what was asked for last may not have been sent yet
  })
  return requests.filter((request) => request === 'GET segments').length
}

/** Plans what reaches the first `count` segments, and of the others those of which the index is given. */
const planning = (count: number, ...others: number[]) => {
  const more = others.flatMap((index) => units(starts[index]!, starts[index]! + 1))
  return () => pendingKeys(journal, [...units(0, starts[count - 1]! + 1), ...more])
}

test('who needs two segments asks for two, and who needs more for one that may follow', async () => {
  expect(starts.length).toBeGreaterThan(10)
  expect(await segmentsRead(planning(1))).toBe(1)
  expect(await segmentsRead(planning(2))).toBe(2)
  expect(await segmentsRead(planning(3))).toBe(3 + 1)
  expect(await segmentsRead(planning(7))).toBe(7 + 1)
  expect(await segmentsRead(() => pendingKeys(journal, units(0, KEYS)))).toBe(starts.length)
})

test('what was asked for and is passed over takes nothing from what is read later', async () => {
  expect(await planning(3, 7, 8, 9)()).toEqual([])
  // The fourth is passed over; of the next three in a row, the third has another asked for.
  expect(await segmentsRead(planning(3, 7, 8, 9))).toBe(3 + 1 + 3 + 1)
})

test('a segment is on its way while the lines of the one before are looked at', async () => {
  const snapshot = await journal.open()
  const listing = async function* () {
    // One of each page is new, so that each page is yielded.
    for (const start of starts) yield [...units(start, start + 1), ...units(start + 1, start + 2, 'changed')]
  }
  const reading = snapshot.pending(listing())[Symbol.asyncIterator]()
  const counts: number[] = []
  for (let pages = 0; pages < 5; pages++) counts.push(await segmentsRead(() => reading.next()))
  expect(counts).toEqual([1, 1, 2, 1, 1])
  expect(await segmentsRead(() => reading.return!(undefined))).toBe(0)
})

test('one that was asked for and is missing fails a plan only if this reaches it', async () => {
  const { url } = (await collect(journal.upkeep.verify()))[3]!
  await s3.bucket.remove(url.slice(`s3://${s3.bucket.name}/`.length))
  expect(await planning(3)()).toEqual([])
  expect(await planning(3, 5)()).toEqual([])
  await expect(planning(4)()).rejects.toThrow(`"${url}" is missing`)
})
