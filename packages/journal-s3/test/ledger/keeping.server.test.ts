import { collect, ConfigError, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { SCOPE } from '../bucket.js'
import { useBucket } from '../s3.js'
import { ORIGIN, page, pendingKeys, recordPending, unit, units } from '../units.js'

const s3 = useBucket()
const EAGER = { fanIn: 2, sizes: { segment: 500, block: 100 } }
let sink: MemorySink

beforeEach(() => {
  sink = new MemorySink()
})

describe('import', () => {
  test('begins a journal with what was loaded before, in several segments where there is much', async () => {
    const journal = s3.bucket.journal(sink, EAGER)
    expect(await journal.upkeep.import(page(units(0, 500)), ORIGIN)).toBe(500)
    expect((await collect(journal.upkeep.verify())).length).toBeGreaterThan(3)
    expect(await pendingKeys(s3.bucket.journal(sink), units(0, 501))).toEqual(['key/000500'])
    expect(await recordPending(sink, journal, units(0, 600))).toBe(100)
    expect(await collect(each(journal.upkeep.marks()))).toHaveLength(600)
  })

  test('of nothing leaves the journal as it was', async () => {
    const journal = s3.bucket.journal(sink)
    expect(await journal.upkeep.import(page([]), ORIGIN)).toBe(0)
    expect(await s3.bucket.keys()).toEqual([])
    expect(await journal.upkeep.import(page(units(0, 1)), ORIGIN)).toBe(1)
  })

  test('is refused where something is recorded', async () => {
    const journal = s3.bucket.journal(sink)
    await recordPending(sink, journal, units(0, 1))
    await expect(journal.upkeep.import(page(units(0, 5)), ORIGIN)).rejects.toThrow(ConfigError)
    expect(await collect(each(journal.upkeep.marks()))).toHaveLength(1)
  })

  test('is refused where another run has recorded something meanwhile', async () => {
    const importing = s3.bucket.journal(sink).upkeep.import(
      (async function* () {
        yield units(0, 5)
        await recordPending(sink, s3.bucket.journal(sink), units(0, 1))
      })(),
      ORIGIN,
    )
    await expect(importing).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await collect(each(s3.bucket.journal(sink).upkeep.marks()))).toHaveLength(1)
  })

  test('is refused where keys are out of order', async () => {
    const journal = s3.bucket.journal(sink)
    await expect(journal.upkeep.import(page([unit('b'), unit('a')]), ORIGIN)).rejects.toMatchObject({
      code: 'UNSORTED',
    })
    expect(await collect(each(sink.marks(SCOPE)))).toEqual([])
  })
})

describe('marks', () => {
  test('are all that is recorded, in key order, each at its last version', async () => {
    const journal = s3.bucket.journal(sink, { sizes: { segment: 100, block: 50 } })
    await recordPending(sink, journal, units(0, 20))
    await recordPending(sink, journal, units(5, 8, '2'))
    const marks = await collect(each(journal.upkeep.marks()))
    expect(marks.map(({ version }) => version).join('')).toBe('11111222111111111111')
    expect(marks.map(({ key }) => key)).toEqual(units(0, 20).map(({ key }) => key))
  })

  test('are none where nothing is recorded', async () => {
    expect(await collect(each(s3.bucket.journal(sink).upkeep.marks()))).toEqual([])
  })
})

describe('forget', () => {
  test('has units loaded again, and returns those it knew', async () => {
    const journal = s3.bucket.journal(sink, EAGER)
    await recordPending(sink, journal, units(0, 100))
    expect(await journal.upkeep.forget(['key/000007', 'key/000003', 'no/such', 'key/000007'])).toEqual([
      'key/000003',
      'key/000007',
    ])
    expect(await pendingKeys(journal, units(0, 100))).toEqual(['key/000003', 'key/000007'])
    expect(await journal.upkeep.forget(['key/000003'])).toEqual([])
    expect(await recordPending(sink, journal, units(0, 100))).toBe(2)
    expect(await pendingKeys(journal, units(0, 100))).toEqual([])
  })

  test('of all there is leaves nothing behind once it is merged', async () => {
    const journal = s3.bucket.journal(sink, EAGER)
    await recordPending(sink, journal, units(0, 3))
    await journal.upkeep.forget(units(0, 3).map(({ key }) => key))
    expect(await collect(journal.upkeep.verify())).toEqual([])
    expect(await (await journal.open()).newest()).toBeUndefined()
    expect(await recordPending(sink, journal, units(0, 3))).toBe(3)
  })
})

test('the newest unit is the one before those that were forgotten', async () => {
  const journal = s3.bucket.journal(sink)
  await recordPending(sink, journal, units(0, 50))
  await journal.upkeep.forget(['key/000049', 'key/000048', 'key/000002'])
  expect(await (await journal.open()).newest()).toBe('key/000047')
})
