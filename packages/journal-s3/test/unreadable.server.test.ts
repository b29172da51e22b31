import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { collect, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { JournalError, type S3Journal } from '../src/index.js'
import { SCOPE } from './bucket.js'
import { useBucket } from './s3.js'
import { pendingKeys, recordPending, unit, units } from './units.js'

const s3 = useBucket()
let sink: MemorySink
let journal: S3Journal
let folder: string
let segment: string
let index: string

beforeEach(async () => {
  sink = new MemorySink()
  journal = s3.bucket.journal(sink, { sizes: { segment: 4_000_000, block: 500 } })
  await recordPending(sink, journal, units(0, 100))
  const keys = await s3.bucket.keys()
  segment = keys.find((key) => key.includes('/segments/'))!
  index = keys.find((key) => key.includes('/indexes/'))!
  folder = index.slice(0, index.indexOf('/indexes/'))
})

const planning = () => pendingKeys(journal, units(0, 100))
const url = (key: string) => `s3://${s3.bucket.name}/${key}`
const RESTORE = 'restore it from a backup or an earlier version of the object.'

/** A segment, and in it `is` instead of `was`. */
function edited(body: Buffer, was: string, is: string): Buffer {
  return gzipSync(gunzipSync(body).toString().replace(was, is))
}

/** What a plan is refused with. */
async function refusal(): Promise<string> {
  const error: unknown = await planning().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(JournalError)
  expect(error).toMatchObject({ code: expect.any(String) as string, retryable: false })
  const { code, message } = error as JournalError
  expect(code).toBe(message.includes(TOO_NEW) ? 'STATE_NEWER' : 'JOURNAL_UNREADABLE')
  return message
}

const saying = (key: string, wrong: string, remedy: string) =>
  `The journal's object "${url(key)}" ${wrong}; ${remedy}`

const nameOf = (content: string | Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 32)

/** Has the journal be the index in `text`, whatever that says. */
async function becomeIndex(text: string): Promise<string> {
  const key = `${folder}/indexes/${nameOf(text)}.json`
  await s3.bucket.put(key, text)
  const [head] = await collect(each(sink.marks(SCOPE)))
  const version = key.slice(`meta/${SCOPE}/`.length)
  await sink.transaction({ scope: SCOPE }, (tx) =>
    tx.mark([{ key: '@journal', version, previous: head!.version }]),
  )
  return key
}

/** Has the journal's only segment be `body`, whatever that is. */
async function becomeSegment(body: Buffer): Promise<string> {
  const key = `${folder}/segments/${nameOf(body)}.jsonl.gz`
  await s3.bucket.put(key, body)
  const text = (await s3.bucket.get(index)).toString()
  await becomeIndex(text.replace(/"name": "[0-9a-f]+"/, `"name": "${nameOf(body)}"`))
  return key
}

const SPOILT = 'is not as it was written, as its digest shows'
const TOO_NEW = 'is of version 2 of its form, and known here is version 1'
const UPDATE = 'update @arbalest/journal-s3.'

describe('a segment is refused', () => {
  test('that is missing', async () => {
    await s3.bucket.remove(segment)
    expect(await refusal()).toBe(saying(segment, 'is missing', RESTORE))
  })

  test('that is cut short, be it between two of its parts', async () => {
    const body = await s3.bucket.get(segment)
    const magic = Buffer.from([0x1f, 0x8b, 0x08])
    const member = body.indexOf(magic, 10)
    expect(member).toBeGreaterThan(0)
    for (const end of [0, 100, member, body.length - 1]) {
      await s3.bucket.put(segment, body.subarray(0, end))
      expect(await refusal()).toBe(saying(segment, SPOILT, RESTORE))
    }
  })

  test('of which a bit is turned', async () => {
    const body = await s3.bucket.get(segment)
    body[body.length - 20]! ^= 1
    await s3.bucket.put(segment, body)
    expect(await refusal()).toBe(saying(segment, SPOILT, RESTORE))
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
      'does not say that it is of the form "arbalest-journal-segment"',
      RESTORE,
    ],
  ])('that %s, by whomever it was written', async (_, edit, wrong, remedy) => {
    const key = await becomeSegment(edit(await s3.bucket.get(segment)))
    expect(await refusal()).toBe(saying(key, wrong, remedy))
  })

  test('that has lines of which nothing is known', async () => {
    await becomeSegment(
      edited(await s3.bucket.get(segment), '["key/000010","1"]', '["key/000010","1","more"]'),
    )
    expect(await refusal()).toBe(
      `A line of the journal is not a key and a version, but "[\\"key/000010\\",\\"1\\",\\"more\\"]"; ${UPDATE}`,
    )
  })
})

describe('an index is refused', () => {
  test('that is missing, cut short or changed', async () => {
    const text = (await s3.bucket.get(index)).toString()
    await s3.bucket.put(index, text.slice(0, -10))
    expect(await refusal()).toBe(saying(index, SPOILT, RESTORE))
    await s3.bucket.put(index, text.replace('"count": 100', '"count": 10'))
    expect(await refusal()).toBe(saying(index, SPOILT, RESTORE))
    await s3.bucket.remove(index)
    expect(await refusal()).toBe(saying(index, 'is missing', RESTORE))
  })

  test('of a later version', async () => {
    const key = await becomeIndex('{"format":"arbalest-journal-index","version":2,"levels":[]}')
    expect(await refusal()).toBe(saying(key, TOO_NEW, UPDATE))
  })

  test('that does not say what it should', async () => {
    const runs = [{ recorded: 1, segments: [] }]
    const key = await becomeIndex(JSON.stringify({ format: 'arbalest-journal-index', version: 1, runs }))
    const wrong =
      'is not as the form "arbalest-journal-index" has it (runs.0.segments: Invalid length: Expected >=1 but received 0)'
    expect(await refusal()).toBe(saying(key, wrong, RESTORE))
  })
})

describe('a record', () => {
  test('does not fail for a segment that it would merge and cannot read, and tells of it once', async () => {
    const notices: string[] = []
    journal = s3.bucket.journal(sink, { fanIn: 2 }, { notice: (message) => notices.push(message) })
    await recordPending(sink, journal, units(200, 300))
    await s3.bucket.remove(
      (await s3.bucket.keys()).find((key) => key.includes('/segments/') && key !== segment)!,
    )
    for (let from = 300; from < 700; from += 100) await recordPending(sink, journal, units(from, from + 100))
    expect(await pendingKeys(journal, units(300, 700))).toEqual([])
    expect(notices).toEqual([
      expect.stringMatching(
        /^The journal of "pipeline\/step" is in order, but its segments could not be merged, and planning will take longer: The journal's object ".*" is missing/,
      ),
    ])
  })
})

describe('verify', () => {
  const REPORT = 'neither it nor the index was changed since it was written, so report this as a bug.'
  const verify = async () =>
    (await collect(journal.upkeep.verify())).map(({ url: name, count, fault }) => [
      name,
      count,
      fault?.message,
    ])

  test('tells of each segment what is wrong with it, be others spoilt as well', async () => {
    for (const from of [200, 400]) await recordPending(sink, journal, units(from, from + 100))
    const segments = (await verify()).map(([name]) => String(name).slice(url('').length))
    expect(await verify()).toEqual([
      [url(segment), 100, undefined],
      [url(segments[1]!), 100, undefined],
      [url(segments[2]!), 100, undefined],
    ])
    await s3.bucket.remove(segment)
    await s3.bucket.put(segments[2]!, await s3.bucket.get(segments[1]!))
    expect(await verify()).toEqual([
      [url(segment), 100, saying(segment, 'is missing', RESTORE)],
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
      'has a line of which nothing is known (["key/000010","1","more"])',
      UPDATE,
    ],
    ['"version":1', '"version":2', TOO_NEW, UPDATE],
  ])('tells where a segment is not what it should be: %s as %s', async (was, is, wrong, remedy) => {
    const key = await becomeSegment(edited(await s3.bucket.get(segment), was, is))
    expect(await verify()).toEqual([[url(key), 100, saying(key, wrong, remedy)]])
  })

  test('tells where two segments of a run overlap', async () => {
    const text = (await s3.bucket.get(index)).toString()
    await becomeIndex(text.replace(/\{\s+"name"[^}]+\}/, '$&, $&'))
    const wrong = 'begins with "key/000000", and the segment before it ends with "key/000099"'
    expect(await verify()).toEqual([
      [url(segment), 100, undefined],
      [url(segment), 100, saying(segment, wrong, REPORT)],
    ])
  })

  test('is told where another run has merged a segment and removed it', async () => {
    await recordPending(sink, journal, units(200, 300))
    const verified = journal.upkeep.verify()
    await verified.next()
    const before = await s3.bucket.keys()
    await recordPending(sink, s3.bucket.journal(sink, { fanIn: 2 }), units(300, 400))
    for (const key of before) await s3.bucket.remove(key)
    await expect(verified.next()).rejects.toMatchObject({ code: 'CONFLICT', retryable: true })
    expect(await verify()).toEqual([[expect.any(String), 300, undefined]])
  })

  test('throws what is wrong with the index, as nobody knows then which segments there are', async () => {
    await s3.bucket.remove(index)
    await expect(verify()).rejects.toMatchObject({
      code: 'JOURNAL_UNREADABLE',
      message: saying(index, 'is missing', RESTORE),
    })
  })
})

describe('marks of another journal', () => {
  test.each([
    ['key/1', '1'],
    ['@journal', '1'],
    ['zebra', '1'],
  ])('are not passed over, as their units would be loaded again: %s', async (key, version) => {
    await sink.transaction({ scope: 'p/other' }, (tx) => tx.mark([{ key, version }]))
    const other = s3.bucket.journal(sink, {}, { scope: 'p/other' })
    await expect(pendingKeys(other, [unit('a')])).rejects.toMatchObject({
      name: 'ConfigError',
      code: 'CONFIG_INVALID',
      message: `"p/other" has the mark "${key}" at "${version}" in memory:, which is none of the journal "s3"; give the step the journal it was loaded with, or another name.`,
    })
  })
})
