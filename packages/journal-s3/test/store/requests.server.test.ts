import { setTimeout } from 'node:timers/promises'
import type { Snapshot } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import type { S3Journal } from '../../src/index.js'
import { requestsOf } from '../count-requests.js'
import { useBucket } from '../s3.js'
import { pendingKeys, recordPending, unit, units } from '../units.js'

const s3 = useBucket()
let sink: MemorySink

beforeEach(() => {
  sink = new MemorySink()
})

/** Has 10 segments of 100 keys each: 0 to 99, 200 to 299, and so on. */
async function recordStretches(tuning = { fanIn: 1_000_000 }): Promise<S3Journal> {
  const journal = s3.bucket.journal(sink, tuning)
  for (let from = 0; from < 2_000; from += 200) await recordPending(sink, journal, units(from, from + 100))
  return journal
}

const segmentsRead = async (work: () => Promise<unknown>) =>
  (
    await requestsOf(async () => {
      await work()
      await setTimeout(50) // what was asked for last may not have been sent yet
    })
  ).filter((request) => request === 'GET segments').length

describe('to plan', () => {
  test('costs no request where nothing was recorded', async () => {
    const journal = s3.bucket.journal(sink)
    expect(await requestsOf(() => pendingKeys(journal, units(0, 10)))).toEqual([])
  })

  test('reads the index alone where all that is listed is new', async () => {
    const journal = await recordStretches()
    const listings = [units(5_000, 5_100), units(100, 200), [unit('a')], units(1_100, 1_150)]
    for (const listing of listings) {
      expect(await requestsOf(() => pendingKeys(journal, listing))).toEqual(['GET indexes'])
    }
  })

  test('reads those segments alone that the listing reaches', async () => {
    const journal = await recordStretches()
    expect(await segmentsRead(() => pendingKeys(journal, units(250, 260)))).toBe(1)
    expect(await segmentsRead(() => pendingKeys(journal, units(299, 401)))).toBe(2)
    expect(await segmentsRead(() => pendingKeys(journal, [...units(0, 1), ...units(1_800, 1_801)]))).toBe(2)
    expect(await segmentsRead(() => pendingKeys(journal, units(0, 2_000)))).toBe(10)
  })

  test('reads no segment before the listing has reached it, nor any when nobody reads on', async () => {
    const journal = await recordStretches()
    let snapshot: Snapshot
    const open = async () => (snapshot = await journal.open())
    expect(await requestsOf(open)).toEqual(['GET indexes'])
    const listing = async function* () {
      yield [unit('a')]
      yield units(0, 150)
      yield units(150, 2_000)
    }
    const reading = snapshot!.pending(listing())[Symbol.asyncIterator]()
    expect(await requestsOf(() => reading.next())).toEqual([])
    expect(await requestsOf(() => reading.next())).toEqual(['GET segments'])
    expect(await requestsOf(() => reading.return!())).toEqual([])
  })
})

describe('to record', () => {
  test('writes a segment and an index, and reads nothing', async () => {
    const journal = await recordStretches()
    const run = () => recordPending(sink, journal, units(5_000, 5_100))
    expect(await requestsOf(run)).toEqual(['GET indexes', 'PUT segments', 'PUT indexes'])
  })

  test('costs requests for what is new, not for what is old, where keys come in order', async () => {
    const requests: number[] = []
    const journal = s3.bucket.journal(sink)
    let key = 0
    for (const known of [100, 1_000, 4_000]) {
      while (key < known) await recordPending(sink, journal, units(key, (key += 50)))
      requests.push((await requestsOf(() => recordPending(sink, journal, units(key, (key += 50))))).length)
    }
    expect(Math.max(...requests)).toBeLessThanOrEqual(Math.min(...requests) + 8 + 2)
  })

  test('writes bytes in proportion to what is recorded', async () => {
    const writtenBy = async (count: number) => {
      const own = new MemorySink()
      const journal = s3.bucket.journal(own, { fanIn: 4, sizes: { segment: 2_000, block: 1_000 } })
      let written = 0
      for (let key = 0; key < count; key += 20) {
        const before = new Set(await s3.bucket.keys())
        await recordPending(own, journal, units(key, key + 20))
        for (const name of await s3.bucket.keys())
          if (!before.has(name) && name.includes('/segments/')) written += (await s3.bucket.get(name)).length
      }
      return written / count
    }
    const few = await writtenBy(200)
    expect(await writtenBy(1_000)).toBeLessThan(4 * few)
  })
})
