import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { collect, each, SourceError } from '@arbalest/core/plugin'
import nock from 'nock'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { S3Source } from '../src/index.js'

const SLOW_DOWN = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
const MALFORMED_LISTINGS = [
  [
    '<IsTruncated>true</IsTruncated><KeyCount>0</KeyCount>',
    'a page that is not the last, without a token for the next',
  ],
  [
    '<IsTruncated>false</IsTruncated><Contents><Key>a</Key><Size>1</Size></Contents>',
    'an object without key or ETag',
  ],
] as const

let s3: nock.Scope

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  nock.disableNetConnect()
  s3 = nock('http://s3.example.com')
})

afterEach(() => {
  const pending = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  vi.unstubAllEnvs()
  if (pending.length > 0) throw new Error(`These requests were not made: ${pending.join(', ')}`)
})

async function list(endpoint = 'http://s3.example.com'): Promise<unknown> {
  await using source = new S3Source({ url: 's3://acme-events/', region: 'us-east-1', endpoint })
  return await collect(each(source.list())).then(
    (objects) => objects.map(({ key }) => key),
    (error: unknown) => error,
  )
}

function listing(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${content}</ListBucketResult>`
}

const listingOf = (object: string) =>
  listing(`<IsTruncated>false</IsTruncated><KeyCount>1</KeyCount><Contents>${object}</Contents>`)

const ONE_OBJECT = listingOf('<Key>a</Key><ETag>"1"</ETag><Size>1</Size>')

/** A request for a listing of the bucket. */
function asked(): nock.Interceptor {
  return s3.get('/acme-events/').query({ 'list-type': '2', 'encoding-type': 'url', prefix: '' })
}

test('asks again where S3 asks to slow down', async () => {
  asked().reply(503, SLOW_DOWN)
  asked().reply(200, ONE_OBJECT)
  expect(await list()).toEqual(['a'])
})

test('asks again where the connection is reset', async () => {
  asked().replyWithError(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
  asked().reply(200, ONE_OBJECT)
  expect(await list()).toEqual(['a'])
})

test('says that waiting helps where S3 asks to slow down thrice', async () => {
  asked().times(3).reply(503, SLOW_DOWN)
  const error = await list()
  expect(error).toBeInstanceOf(SourceError)
  expect(error).toMatchObject({
    code: 'SOURCE_UNREACHABLE',
    retryable: true,
    message:
      'S3 did not answer a request for "s3://acme-events/" (SlowDown: Please reduce your request rate).',
  })
})

test('says that waiting helps where no connection is made in time', async () => {
  asked()
    .times(3)
    .replyWithError(Object.assign(new Error('connect ETIMEDOUT 192.0.2.1:80'), { code: 'ETIMEDOUT' }))
  expect(await list()).toMatchObject({
    code: 'SOURCE_UNREACHABLE',
    retryable: true,
    message:
      'S3 did not answer a request for "s3://acme-events/" (ETIMEDOUT: connect ETIMEDOUT 192.0.2.1:80).',
  })
})

test('asks no second time where access is denied', async () => {
  asked().reply(403, '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>')
  expect(await list()).toMatchObject({ code: 'SOURCE_DENIED', retryable: false })
})

test('names the region of a bucket that is in another', async () => {
  asked().reply(301, '<Error><Code>PermanentRedirect</Code></Error>', { 'x-amz-bucket-region': 'eu-west-1' })
  expect(await list()).toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    message: 'The bucket "acme-events" is in the region "eu-west-1"; set region: eu-west-1.',
  })
})

test('takes keys as they are from a server that does not encode them', async () => {
  asked().reply(200, listingOf('<Key>a+%2B</Key><ETag>1</ETag><Size>1</Size>'))
  expect(await list()).toEqual(['a+%2B'])
})

test.each(MALFORMED_LISTINGS)('refuses a listing that holds %s: %s', async (content, what) => {
  asked().reply(200, listing(content))
  expect(await list()).toMatchObject({
    code: 'SOURCE_UNREACHABLE',
    retryable: false,
    message: `The server listed ${what} at "s3://acme-events/"; it does not support S3's ListObjectsV2 as Arbalest needs it.`,
  })
})

test('says that waiting helps where the XML of a listing is cut off', async () => {
  asked().reply(200, ONE_OBJECT.slice(0, -10))
  expect(await list()).toMatchObject({ name: 'SourceError', code: 'SOURCE_UNREACHABLE', retryable: true })
})

test('takes no page that somebody else has answered for an empty bucket', async () => {
  asked().reply(200, '<html><body>We will be back soon.</body></html>')
  expect(await list()).toMatchObject({ name: 'SourceError', code: 'SOURCE_UNREACHABLE', retryable: true })
})

test('says that waiting helps where a listing or an object breaks off', async () => {
  nock.enableNetConnect('127.0.0.1')
  const server = createServer((request, response) => {
    const whole = request.url?.includes('list-type') && request.url.includes('prefix=whole')
    const body = whole ? ONE_OBJECT : '<?xml version="1.0"?><ListBucketResult>'
    response.writeHead(200, { 'content-length': whole ? Buffer.byteLength(body) : 1_000 })
    response.write(body, () => {
      if (whole) response.end()
      else response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    expect(await list(endpoint)).toMatchObject({ code: 'SOURCE_UNREACHABLE', retryable: true })

    await using source = new S3Source({ url: 's3://acme-events/whole', region: 'us-east-1', endpoint })
    const [object] = await collect(each(source.list()))
    await expect(collect(source.open(object!))).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      retryable: true,
    })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
