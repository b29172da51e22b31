import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ObjectStore, type S3Error } from '../src/index.js'
import { writePage } from './listing-xml.js'
import { answering } from './s3-server.js'

const PAGE = 5
const KEYS = Array.from({ length: 300 }, (_, index) => `part-${String(index).padStart(6, '0')}`)

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

/** A request for a page, and how it would be responded to if nothing were wrong. */
interface Asked {
  /** How many requests came before. */
  readonly index: number
  /** How many are under way, this one included. */
  readonly underWay: number
  readonly response: ServerResponse
  readonly body: string
}

/** Responds otherwise than it should; returns false to do as it should. */
type Fault = (asked: Asked) => boolean

function pageAt(at: number): string {
  const likewise = { etag: '1', size: 1, modified: new Date(0), quote: '"', before: '', after: '' }
  const objects = KEYS.slice(at, at + PAGE).map((key) => ({ key, ...likewise }))
  const token = at + PAGE < KEYS.length ? String(at + PAGE) : undefined
  return writePage({ objects, folders: [], token, isEncoded: true })
}

/** The keys that are listed from a server with a fault, and what is thrown behind them. */
async function listed(fault: Fault, parallel: number) {
  let index = 0
  let underWay = 0
  await using server = await answering(({ url = '' }: IncomingMessage, response) => {
    const query = new URL(url, 'http://localhost').searchParams
    const token = query.get('continuation-token')
    const after = query.get('start-after')
    const at = token ? Number(token) : after === null ? 0 : KEYS.findIndex((key) => key > after)
    underWay++
    setTimeout(() => {
      const body = pageAt(at < 0 ? KEYS.length : at)
      const isWrong = fault({ index: index++, underWay: underWay--, response, body })
      if (!isWrong) response.end(body)
    }, 2)
  })
  const { signal } = new AbortController()
  const s3 = { endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1' }
  const store = new ObjectStore('acme-events', s3, { signal, translate: (error) => error })
  const keys: string[] = []
  try {
    for await (const { objects } of store.list({ prefix: '', parallel }))
      keys.push(...objects.map(({ key }) => key))
    return { keys, error: undefined }
  } catch (error) {
    return { keys, error: error as S3Error }
  } finally {
    store.close()
  }
}

const SLOW_DOWN = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'

describe.each([1, 16])('%i requests at once', (parallel) => {
  test('list all keys', async () => {
    expect(await listed(() => false, parallel)).toEqual({ keys: KEYS, error: undefined })
  })

  test('list all keys if S3 refuses more than three of them', async () => {
    const fault: Fault = ({ underWay, response }) => {
      if (underWay <= 3) return false
      response.writeHead(503).end(SLOW_DOWN)
      return true
    }
    expect(await listed(fault, parallel)).toEqual({ keys: KEYS, error: undefined })
  })

  test.each<[string, (asked: Asked) => void, string]>([
    ['a reset', ({ response }) => response.destroy(), 'S3 did not answer'],
    ['a refusal', ({ response }) => response.writeHead(403).end(), 'S3 refused access'],
    ['a page that is cut off', ({ response, body }) => response.end(body.slice(0, -40)), 'cannot be read'],
    ['an HTML page', ({ response }) => response.end('<html></html>'), 'without IsTruncated'],
    ['the first page again', ({ response }) => response.end(pageAt(0)), 'a page that goes back'],
    [
      'a page without its last objects',
      ({ response, body }) => response.end(body.replace(/<Contents>(?!.*<Contents>).*<.Contents>/, '')),
      'with a KeyCount of 5, but a length of 4,',
    ],
    [
      'a page without a token',
      ({ response, body }) =>
        response.end(body.replace(/<NextContinuationToken>.*<.NextContinuationToken>/, '')),
      'without a token for the next',
    ],
  ])('end with an error after what lies before %s', async (_, respond, message) => {
    const fault: Fault = (asked) => {
      if (asked.index < 20) return false
      respond(asked)
      return true
    }
    const { keys, error } = await listed(fault, parallel)
    expect(error).toMatchObject({ name: 'S3Error', message: expect.stringContaining(message) })
    expect(keys).toEqual(KEYS.slice(0, keys.length))
    expect(keys.length).toBeLessThan(KEYS.length)
  })

  test('end with an error if tokens lead in a circle', async () => {
    const empty =
      '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>1</NextContinuationToken></ListBucketResult>'
    const fault: Fault = ({ index, response }) => {
      if (index < 10) return false
      response.end(empty)
      return true
    }
    const { keys, error } = await listed(fault, parallel)
    expect(error?.message).toContain('a page with the token of an earlier one')
    expect(keys).toEqual(KEYS.slice(0, keys.length))
  })
})

test('a server that knows no key to start after is found out', async () => {
  const { keys, error } = await listed(({ index, response }) => {
    response.end(pageAt(index === 1 ? PAGE : 0))
    return true
  }, 16)
  expect(error?.message).toContain('a page that goes back')
  expect(keys).toEqual(KEYS.slice(0, keys.length))
})
