import { collect, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { S3Journal } from '../../src/index.js'
import { SCOPE } from '../bucket.js'
import { FaultyServer, type Fault } from '../faulty-server.js'
import { useBucket } from '../s3.js'
import { pendingKeys, planOf, record, recordPending, units } from '../units.js'

const s3 = useBucket()
let faulty: FaultyServer
let sink: MemorySink
let journal: S3Journal

beforeEach(async () => {
  faulty = await FaultyServer.start(s3.bucket.endpoint)
  sink = new MemorySink()
  journal = s3.bucket.journal(sink, {}, { endpoint: faulty.url })
  await recordPending(sink, journal, units(0, 100))
})

afterEach(() => faulty[Symbol.asyncDispose]())

const slowDown: Fault = (_, response) => {
  response
    .writeHead(503)
    .end('<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>')
  return true
}

const reset: Fault = (_, response) => {
  response.destroy()
  return true
}

const breakOff: Fault = ({ url }, response) => {
  if (!url!.includes('/segments/')) return false
  response.writeHead(200, { 'content-length': 1_000 })
  response.write('x', () => response.destroy())
  return true
}

test('asks again where S3 asks to slow down, and says that waiting helps where it does so thrice', async () => {
  let asked = 0
  faulty.fault = (...request) => asked++ < 2 && slowDown(...request)
  expect(await pendingKeys(journal, units(0, 100))).toEqual([])
  faulty.fault = slowDown
  await expect(pendingKeys(journal, units(0, 100))).rejects.toMatchObject({
    name: 'JournalError',
    code: 'JOURNAL_UNREACHABLE',
    retryable: true,
  })
})

test('says that waiting helps where an object breaks off', async () => {
  faulty.fault = breakOff
  await expect(pendingKeys(journal, units(0, 100))).rejects.toMatchObject({
    code: 'JOURNAL_UNREACHABLE',
    retryable: true,
  })
})

test('takes no segment for spoilt that S3 does not give', async () => {
  faulty.fault = (incoming, response) => incoming.url!.includes('/segments/') && slowDown(incoming, response)
  await expect(collect(journal.upkeep.verify())).rejects.toMatchObject({
    code: 'JOURNAL_UNREACHABLE',
    retryable: true,
  })
})

test.each(['segments', 'indexes'])('records nothing where S3 does not take %s', async (folder) => {
  const before = await collect(each(sink.marks(SCOPE)))
  faulty.fault = (incoming, response) =>
    incoming.method === 'PUT' && incoming.url!.includes(`/${folder}/`) && reset(incoming, response)
  await expect(recordPending(sink, journal, units(100, 200))).rejects.toMatchObject({ retryable: true })
  expect(await collect(each(sink.marks(SCOPE)))).toEqual(before)
  faulty.fault = () => false
  expect(await recordPending(sink, journal, units(0, 200))).toBe(100)
})

test('says that access is denied, and by what it would be given', async () => {
  faulty.fault = (_, response) => {
    response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>')
    return true
  }
  await expect(pendingKeys(journal, units(0, 1))).rejects.toMatchObject({
    code: 'JOURNAL_DENIED',
    retryable: false,
    message: expect.stringContaining('s3:GetObject') as string,
  })
})

test('ends with the reason of the run where that is aborted, also in a merge', async () => {
  const abort = new AbortController()
  const reason = new Error('That will do.')
  const given = {
    endpoint: faulty.url,
    signal: abort.signal,
    notice: () => expect.fail('Nothing is to be told.'),
  }
  journal = s3.bucket.journal(sink, { fanIn: 2 }, given)
  const plan = await planOf(journal, units(100, 200))
  let aborted = ''
  faulty.fault = ({ method, url }) => {
    aborted = `${method} ${url!.includes('/segments/')}`
    abort.abort(reason)
    return true
  }
  await expect(record(sink, plan)).rejects.toBe(reason)
  expect(aborted).toBe('GET true')
  await expect(pendingKeys(journal, units(0, 1))).rejects.toBe(reason)
})
