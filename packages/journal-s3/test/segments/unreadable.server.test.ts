import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { JournalError } from '../../src/index.js'
import { edited, RESTORE, SPOILT, TOO_NEW, UPDATE, useRecordedJournal } from '../recorded-journal.js'
import { pendingKeys, recordPending, unit, units } from '../units.js'

const recorded = useRecordedJournal()
const { s3, saying, becomeIndex, becomeSegment } = recorded

const planning = () => pendingKeys(recorded.journal, units(0, 100))

/** What a plan is refused with. */
async function refusal(): Promise<string> {
  const error: unknown = await planning().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(JournalError)
  expect(error).toMatchObject({ code: expect.any(String) as string, retryable: false })
  const { code, message } = error as JournalError
  expect(code).toBe(message.includes(TOO_NEW) ? 'STATE_NEWER' : 'JOURNAL_UNREADABLE')
  return message
}

describe('a segment is refused', () => {
  test('that is missing', async () => {
    await s3.bucket.remove(recorded.segment)
    expect(await refusal()).toBe(saying(recorded.segment, 'is missing', RESTORE))
  })

  test('that is cut short, be it between two of its parts', async () => {
    const body = await s3.bucket.get(recorded.segment)
    const magic = Buffer.from([0x1f, 0x8b, 0x08])
    const member = body.indexOf(magic, 10)
    expect(member).toBeGreaterThan(0)
    for (const end of [0, 100, member, body.length - 1]) {
      await s3.bucket.put(recorded.segment, body.subarray(0, end))
      expect(await refusal()).toBe(saying(recorded.segment, SPOILT, RESTORE))
    }
  })

  test('of which a bit is turned', async () => {
    const body = await s3.bucket.get(recorded.segment)
    body[body.length - 20]! ^= 1
    await s3.bucket.put(recorded.segment, body)
    expect(await refusal()).toBe(saying(recorded.segment, SPOILT, RESTORE))
  })

  test.each<[string, (body: Buffer) => Buffer, string, string]>([
    ['is no gzip', () => Buffer.from('plain'), 'cannot be decompressed (incorrect header check)', RESTORE],
    [
      'breaks off in a block',
      (body) => body.subarray(0, 100),
      'cannot be decompressed (unexpected end of file)',
      RESTORE,
    ],
    ['breaks off in a line', (body) => gzipSync(gunzipSync(body).subarray(0, 200)), 'breaks off', RESTORE],
    ['is empty', () => gzipSync(''), 'breaks off', RESTORE],
    ['is of a later version', (body) => edited(body, '"version":1', '"version":2'), TOO_NEW, UPDATE],
    [
      'is of another form',
      (body) => edited(body, '-segment"', '-sediment"'),
      'does not have the format "arbalest-journal-segment"',
      RESTORE,
    ],
  ])('that %s, by whomever it was written', async (_, edit, wrong, remedy) => {
    const key = await becomeSegment(edit(await s3.bucket.get(recorded.segment)))
    expect(await refusal()).toBe(saying(key, wrong, remedy))
  })

  test('that has lines of which nothing is known', async () => {
    await becomeSegment(
      edited(await s3.bucket.get(recorded.segment), '["key/000010","1"]', '["key/000010","1","more"]'),
    )
    expect(await refusal()).toBe(
      `A line of the journal is not a key and a version, but "[\\"key/000010\\",\\"1\\",\\"more\\"]"; ${UPDATE}`,
    )
  })
})

describe('an index is refused', () => {
  test('that is missing, cut short or changed', async () => {
    const text = (await s3.bucket.get(recorded.index)).toString()
    await s3.bucket.put(recorded.index, text.slice(0, -10))
    expect(await refusal()).toBe(saying(recorded.index, SPOILT, RESTORE))
    await s3.bucket.put(recorded.index, text.replace('"count": 100', '"count": 10'))
    expect(await refusal()).toBe(saying(recorded.index, SPOILT, RESTORE))
    await s3.bucket.remove(recorded.index)
    expect(await refusal()).toBe(saying(recorded.index, 'is missing', RESTORE))
  })

  test('of a later version', async () => {
    const key = await becomeIndex('{"format":"arbalest-journal-index","version":2,"levels":[]}')
    expect(await refusal()).toBe(saying(key, TOO_NEW, UPDATE))
  })

  test('that does not say what it should', async () => {
    const runs = [{ recorded: 1, segments: [] }]
    const key = await becomeIndex(JSON.stringify({ format: 'arbalest-journal-index', version: 1, runs }))
    const wrong =
      'does not match the format "arbalest-journal-index" (runs.0.segments: Invalid length: Expected >=1 but received 0)'
    expect(await refusal()).toBe(saying(key, wrong, RESTORE))
  })
})

describe('a record', () => {
  test('does not fail for a segment that it would merge and cannot read, and reports it once', async () => {
    const notices: string[] = []
    const journal = s3.bucket.journal(
      recorded.sink,
      { fanIn: 2 },
      { notice: (message) => notices.push(message) },
    )
    await recordPending(recorded.sink, journal, units(200, 300))
    await s3.bucket.remove(
      (await s3.bucket.keys()).find((key) => key.includes('/segments/') && key !== recorded.segment)!,
    )
    for (let from = 300; from < 700; from += 100)
      await recordPending(recorded.sink, journal, units(from, from + 100))
    expect(await pendingKeys(journal, units(300, 700))).toEqual([])
    expect(notices).toEqual([
      expect.stringMatching(
        /^The journal of "pipeline\/step" is in order, but its segments could not be merged, so planning will take longer: The journal's object ".*" is missing/,
      ),
    ])
  })
})

describe('marks of another journal', () => {
  test.each([
    ['key/1', '1'],
    ['@journal', '1'],
    ['zebra', '1'],
  ])('are not passed over, as their units would be loaded again: %s', async (key, version) => {
    await recorded.sink.transaction({ scope: 'p/other' }, (tx) => tx.mark([{ key, version }]))
    const other = s3.bucket.journal(recorded.sink, {}, { scope: 'p/other' })
    await expect(pendingKeys(other, [unit('a')])).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'CONFIG_INVALID',
      message: `"p/other" has the mark "${key}" at "${version}" in memory:, which is none of the journal "s3"; give the step the journal it was loaded with, or another name.`,
    })
  })
})
