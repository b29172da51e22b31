import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { startS3 } from '@arbalest/sandbox'
import { collect } from '@arbalest/core/plugin'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createS3Client, ObjectStore } from '../src/index.js'
import { listBucket } from '../src/listing/list-bucket.js'
import { writePage } from './listing-xml.js'
import { answering } from './s3-server.js'

const PAGES = 6

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

interface Asked {
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

function pageAt(at: number, key = `part-${at}`): string {
  const object = { key, etag: '1', size: 1, modified: new Date(0), quote: '"', before: '', after: '' }
  const token = at + 1 < PAGES ? String(at + 1) : undefined
  return writePage({ objects: [object], folders: [], token, isEncoded: true })
}

/** Lists six pages of one key each from a server that responds to the nth request, if `respond` returns false, as it should; returns what it was asked. */
async function list(
  respond: (index: number, response: ServerResponse, page: string) => boolean = () => false,
): Promise<readonly Asked[]> {
  const asked: Asked[] = []
  await using server = await answering(({ url = '', headers }, response) => {
    const query = new URL(url, 'http://localhost').searchParams
    const page = pageAt(Number(query.get('continuation-token') ?? 0))
    if (!respond(asked.push({ query, headers }) - 1, response, page)) response.end(page)
  })
  const keys = await keysAt(`http://127.0.0.1:${server.port}`, 'part-')
  expect(keys).toEqual(Array.from({ length: PAGES }, (_, at) => `part-${at}`))
  return asked
}

async function keysAt(endpoint: string, prefix: string, limit?: number): Promise<readonly string[]> {
  const { signal } = new AbortController()
  const s3 = { endpoint, region: 'us-east-1' }
  const store = new ObjectStore('acme-events', s3, { signal, translate: (error) => error })
  try {
    const pages = await collect(store.list({ prefix, limit }))
    return pages.flatMap(({ objects }) => objects.map(({ key }) => key))
  } finally {
    store.close()
  }
}

test('the requests for all pages are alike but for the token, what names each, and the signature', async () => {
  const asked = await list()
  const alike = asked.map(({ query, headers }) => {
    const own = ['authorization', 'x-amz-date', 'amz-sdk-invocation-id']
    return {
      query: [...query].filter(([name]) => name !== 'continuation-token').toSorted(),
      headers: Object.entries(headers).filter(([name]) => !own.includes(name)),
    }
  })
  expect(asked.map(({ query }) => query.get('continuation-token'))).toEqual([null, '1', '2', '3', '4', '5'])
  expect(alike).toEqual(alike.map(() => alike[0]))
  for (const name of ['authorization', 'amz-sdk-invocation-id'])
    expect(new Set(asked.map(({ headers }) => headers[name])).size).toBe(PAGES)
})

test('each page is asked for by a signature that S3 takes', async () => {
  await using server = await startS3({
    verifySignatures: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const { signal } = new AbortController()
  const s3 = { endpoint: server.url, region: 'us-east-1' }
  const client = createS3Client(s3)
  await client.send(new CreateBucketCommand({ Bucket: 'acme-events' }))
  client.destroy()
  const store = new ObjectStore('acme-events', s3, { signal, translate: (error) => error })
  const keys = ['a b/+1%', 'a b/ü', 'a b/日'].toSorted()
  for (const key of keys) await store.put(key, '', 'text/plain')
  store.close()
  expect(await keysAt(server.url, 'a b/', 1)).toEqual(keys)
})

test.each<[string, (response: ServerResponse, page: string) => unknown]>([
  ['refused', (response) => response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')],
  ['reset', (response) => response.destroy()],
  [
    'cut off',
    (response, page) => {
      response.writeHead(200, { 'content-length': page.length }).write(page.slice(0, 100))
      setTimeout(() => response.destroy(), 20)
    },
  ],
])('a page whose response is %s is asked for once more', async (_, respond) => {
  const asked = await list((index, response, page) => {
    if (index !== 3) return false
    respond(response, page)
    return true
  })
  const tokens = asked.map(({ query }) => query.get('continuation-token'))
  expect(tokens).toEqual([null, '1', '2', '3', '3', '4', '5'])
  expect(asked[4]?.headers['amz-sdk-request']).toContain('attempt=2')
})

test('a page that is not as S3 writes it is asked for once', async () => {
  const asked = await list((index, response, page) => {
    if (index % 2 === 0) return false
    response.end(page.replaceAll('<Key>', '<!-- a key --><Key>'))
    return true
  })
  expect(asked.length).toBe(PAGES)
})

test('credentials that end are renewed between pages', async () => {
  let given = 0
  await using credentials = await answering((_, response) => {
    const Expiration = new Date(Date.now() + 1000).toISOString()
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(
        JSON.stringify({ AccessKeyId: 'test', SecretAccessKey: 'test', Token: String(given++), Expiration }),
      )
  })
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined)
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `http://127.0.0.1:${credentials.port}/`)
  const asked = await list()
  expect(new Set(asked.map(({ headers }) => headers['x-amz-security-token'])).size).toBeGreaterThan(1)
})

test.each<[string, (scheme: object) => object | undefined]>([
  ['which scheme signs', () => undefined],
  ['how it signs', (scheme) => ({ ...scheme, signer: {} })],
])('an SDK that does not say %s makes all requests', async (_, change) => {
  await using server = await answering(({ url = '' }, response) => {
    const query = new URL(url, 'http://localhost').searchParams
    response.end(pageAt(Number(query.get('continuation-token') ?? 0)))
  })
  const client = createS3Client({ endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1' })
  let made = 0
  client.middlewareStack.add(
    (next, context) => (args) => {
      made++
      const said = context['__smithy_context'] as { selectedHttpAuthScheme: object | undefined }
      said.selectedHttpAuthScheme = change(said.selectedHttpAuthScheme ?? {})
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  const listing = { prefix: 'part-' }
  const pages = await collect(listBucket(client, 'acme-events', listing, new AbortController().signal))
  client.destroy()
  expect(pages.length).toBe(PAGES)
  expect(made).toBe(PAGES)
})
