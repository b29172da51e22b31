import { collect } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { edited, RESTORE, SPOILT, TOO_NEW, UPDATE, useRecordedJournal } from '../recorded-journal.js'
import { recordPending, units } from '../units.js'

const recorded = useRecordedJournal()
const { s3, url, saying, becomeIndex, becomeSegment } = recorded

describe('verify', () => {
  const REPORT = 'neither it nor the index was changed since it was written, so please report this as a bug.'
  const verify = async () =>
    (await collect(recorded.journal.upkeep.verify())).map(({ url: name, count, fault }) => [
      name,
      count,
      fault?.message,
    ])

  test('reports what is wrong with each segment, even if others are spoilt too', async () => {
    for (const from of [200, 400])
      await recordPending(recorded.sink, recorded.journal, units(from, from + 100))
    const segments = (await verify()).map(([name]) => String(name).slice(url('').length))
    expect(await verify()).toEqual([
      [url(recorded.segment), 100, undefined],
      [url(segments[1]!), 100, undefined],
      [url(segments[2]!), 100, undefined],
    ])
    await s3.bucket.remove(recorded.segment)
    await s3.bucket.put(segments[2]!, await s3.bucket.get(segments[1]!))
    expect(await verify()).toEqual([
      [url(recorded.segment), 100, saying(recorded.segment, 'is missing', RESTORE)],
      [url(segments[1]!), 100, undefined],
      [url(segments[2]!), 100, saying(segments[2]!, SPOILT, RESTORE)],
    ])
  })

  test.each([
    ['["key/000000","1"]\n', '', 'begins with "key/000001", not "key/000000"', REPORT],
    ['["key/000099","1"]\n', '', 'ends with "key/000098", not "key/000099"', REPORT],
    ['["key/000050","1"]\n', '', 'has 99 entries, not 100', REPORT],
    ['"key/000050"', '"key/000040"', 'has "key/000040" behind "key/000049"', REPORT],
    ['"key/000050"', '"key/000049"', 'has "key/000049" behind "key/000049"', REPORT],
    [
      '["key/000010","1"]',
      '["key/000010","1","more"]',
      'has an unknown line (["key/000010","1","more"])',
      UPDATE,
    ],
    ['"version":1', '"version":2', TOO_NEW, UPDATE],
  ])('reports where a segment is not what it should be: %s as %s', async (was, is, wrong, remedy) => {
    const key = await becomeSegment(edited(await s3.bucket.get(recorded.segment), was, is))
    expect(await verify()).toEqual([[url(key), 100, saying(key, wrong, remedy)]])
  })

  test('reports where two segments of a run overlap', async () => {
    const text = (await s3.bucket.get(recorded.index)).toString()
    await becomeIndex(text.replace(/\{\s+"name"[^}]+\}/, '$&, $&'))
    const wrong = 'begins with "key/000000", and the segment before it ends with "key/000099"'
    expect(await verify()).toEqual([
      [url(recorded.segment), 100, undefined],
      [url(recorded.segment), 100, saying(recorded.segment, wrong, REPORT)],
    ])
  })

  test('is reported if another run has merged a segment and removed it', async () => {
    await recordPending(recorded.sink, recorded.journal, units(200, 300))
    const verified = recorded.journal.upkeep.verify()
    await verified.next()
    const before = await s3.bucket.keys()
    await recordPending(recorded.sink, s3.bucket.journal(recorded.sink, { fanIn: 2 }), units(300, 400))
    for (const key of before) await s3.bucket.remove(key)
    await expect(verified.next()).rejects.toMatchObject({ code: 'CONFLICT', retryable: true })
    expect(await verify()).toEqual([[expect.any(String), 300, undefined]])
  })

  test('throws what is wrong with the index, as nobody knows then which segments there are', async () => {
    await s3.bucket.remove(recorded.index)
    await expect(verify()).rejects.toMatchObject({
      code: 'JOURNAL_UNREADABLE',
      message: saying(recorded.index, 'is missing', RESTORE),
    })
  })
})
