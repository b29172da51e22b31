import { collect, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { S3Journal } from '../../src/index.js'
import { SCOPE } from '../bucket.js'
import { requestsOf } from '../count-requests.js'
import { FaultyServer } from '../faulty-server.js'
import { useBucket } from '../s3.js'
import { page, pendingKeys, planOf, record, recordPending, units } from '../units.js'

const s3 = useBucket()
const DAY = 86_400_000
const EAGER = { fanIn: 2 }
let sink: MemorySink
let journal: S3Journal
let next = 0

beforeEach(() => {
  // The server runs in this process, so that its clock is this one; the clients need the same to sign.
  vi.useFakeTimers({ toFake: ['Date'] })
  sink = new MemorySink()
  journal = s3.bucket.journal(sink, EAGER)
  next = 0
})

afterEach(() => vi.useRealTimers())

const later = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)

/** Records ten units, eight times, so that there are merges. */
async function recordSome(): Promise<void> {
  for (let round = 0; round < 8; round++) await recordPending(sink, journal, units(next, (next += 10)))
}

/** Records some units more on each of the next `days`. */
async function recordEachDay(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    later(DAY)
    await recordSome()
  }
}

const fail = async () => {
  throw new RangeError('no')
}

const count = async (folder: string) => (await s3.bucket.keys()).filter((key) => key.includes(folder)).length

test('what is referred to no more goes once it has been so for a day', async () => {
  await recordSome()
  const written = await count('/segments/')
  later(DAY)
  await recordSome() // notes what there is
  expect(await count('/segments/')).toBeGreaterThan(written)
  later(DAY - 60_000)
  await recordSome()
  expect(await count('/segments/')).toBeGreaterThan(written)
  later(60_000)
  await recordSome()
  later(DAY)
  await recordSome()
  expect(await count('/segments/')).toBeLessThan(24)
  expect(await pendingKeys(journal, units(0, next))).toEqual([])
  for (const { fault } of await collect(journal.upkeep.verify())) expect(fault).toBeUndefined()
})

test('what a transaction left that failed goes as well', async () => {
  await recordSome()
  const before = new Set(await s3.bucket.keys())
  const plan = await planOf(journal, units(5_000, 5_010))
  await expect(record(sink, plan, fail)).rejects.toThrow(RangeError)
  const left = (await s3.bucket.keys()).filter((key) => !before.has(key))
  expect(left).toHaveLength(2)
  await recordEachDay(2)
  const kept = await s3.bucket.keys()
  for (const key of left) expect(kept).not.toContain(key)
})

test('what a transaction would have replaced that failed stays, however often it fails', async () => {
  await recordPending(sink, journal, units(0, (next = 16)))
  for (let days = 0; days < 4; days++) {
    const plan = await planOf(journal, units(next, next + 20))
    await expect(record(sink, plan, fail)).rejects.toThrow(RangeError)
    later(DAY)
  }
  expect((await requestsOf(() => recordPending(sink, journal, units(next, next + 20)))).slice(0, 3)).toEqual([
    'GET indexes',
    'GET segments',
    'PUT segments',
  ])
  expect(await pendingKeys(journal, units(0, next + 20))).toEqual([])
})

test('who reads the journal as it was some hours ago may read on', async () => {
  await recordSome()
  later(30 * DAY)
  await recordPending(sink, journal, units(next, (next += 10)))
  const reading = (await journal.open()).pending(page(units(0, 10_000)))
  expect((await reading.next()).value?.[0]?.key).toBe(units(next, next + 1)[0]!.key)
  const other = (await s3.bucket.journal(sink, EAGER).open()).pending(
    (async function* () {
      yield units(0, 1)
      later(DAY - 60_000)
      await recordSome()
      yield units(1, 50)
    })(),
  )
  expect(await collect(other)).toEqual([])
})

test('a reader of what has been removed meanwhile must plan anew', async () => {
  await recordSome()
  const reading = (await s3.bucket.journal(sink, EAGER).open()).pending(
    (async function* () {
      yield units(8_000, 8_001)
      await recordEachDay(3)
      yield units(9_000, 9_001)
    })(),
  )
  expect(await collect(reading)).toHaveLength(2)

  const stale = (await s3.bucket.journal(sink, EAGER).open()).pending(
    (async function* () {
      await recordEachDay(3)
      yield units(0, next)
    })(),
  )
  await expect(collect(stale)).rejects.toMatchObject({ code: 'CONFLICT', retryable: true })
})

test('leaves alone what is not of this journal', async () => {
  const keys = [
    `meta/${SCOPE}/other`,
    'meta/other/step/segments/a',
    `meta/${SCOPE}/0123456789abcdef/segments/b`,
  ]
  for (const key of keys) await s3.bucket.put(key, 'x')
  await recordSome()
  const [folder] = (await collect(each(sink.marks(SCOPE))))[0]!.version.split('/')
  const inside = [`meta/${SCOPE}/${folder}/note.txt`, `meta/${SCOPE}/${folder}/segments/note.txt`]
  for (const key of inside) await s3.bucket.put(key, 'x')
  await recordEachDay(3)
  expect(await s3.bucket.keys()).toEqual(expect.arrayContaining([...keys, ...inside]))
})

test('looks for orphans once a day, in two requests otherwise, and only after a merge', async () => {
  await recordSome()
  const requests = await requestsOf(recordSome)
  expect(requests.filter((request) => request === 'GET list')).toEqual([])
  expect(requests.filter((request) => request.endsWith('orphans'))).not.toEqual([])
  const merges = requests.filter((request) => request === 'GET orphans').length
  expect(merges).toBeLessThan(8)
  later(DAY)
  expect((await requestsOf(recordSome)).filter((request) => request === 'GET list')).toHaveLength(1)
})

test('keepDays says for how long', async () => {
  journal = s3.bucket.journal(sink, EAGER, { keepDays: 0 })
  await recordSome()
  await recordSome()
  expect(await count('/indexes/')).toBeLessThan(6)
  expect(await pendingKeys(journal, units(0, next))).toEqual([])
})

test('a load does not fail for what cannot be removed, and reports it', async () => {
  const notices: string[] = []
  await recordSome()
  journal = s3.bucket.journal(sink, EAGER, { notice: (message) => notices.push(message) })
  const notes = (await s3.bucket.keys()).find((key) => key.endsWith('/orphans.json'))!
  await s3.bucket.put(notes, 'spoilt')
  later(DAY)
  await recordSome()
  expect(await pendingKeys(journal, units(0, next))).toEqual([])
  expect(notices[0]).toBe(
    `The journal of "pipeline/step" is in order, but the objects that it no longer needs could not be removed: The journal's object "s3://${s3.bucket.name}/${notes}" does not have the format "arbalest-journal-orphans"; remove it.`,
  )
})

test('nor does it fail where S3 refuses to delete', async () => {
  await using faulty = await FaultyServer.start(s3.bucket.endpoint)
  faulty.fault = ({ method }, response) => {
    if (method !== 'POST') return false
    const error = `<Error><Key>meta/a</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`
    response.writeHead(200).end(`<DeleteResult>${error}</DeleteResult>`)
    return true
  }
  const notices: string[] = []
  journal = s3.bucket.journal(sink, EAGER, {
    endpoint: faulty.url,
    notice: (message) => notices.push(message),
  })
  for (let days = 0; days < 3; days++) {
    await recordSome()
    later(DAY)
  }
  expect(await pendingKeys(journal, units(0, next))).toEqual([])
  expect(notices).toEqual([
    `The journal of "pipeline/step" is in order, but the objects that it no longer needs could not be removed: S3 refused to delete "s3://${s3.bucket.name}/meta/a" (AccessDenied: Access Denied); this needs s3:DeleteObject.`,
  ])
})
