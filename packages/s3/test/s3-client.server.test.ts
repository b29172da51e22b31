import type { IncomingHttpHeaders } from 'node:http'
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createS3Client, type S3Options } from '../src/index.js'
import { answering, type AnsweringServer } from './s3-server.js'

/** What the server was asked. */
interface Asked {
  readonly path: string | undefined
  readonly headers: IncomingHttpHeaders
}

let asked: Asked[]
let server: AnsweringServer
let client: S3Client

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  asked = []
  server = await answering((request, response) => {
    asked.push({ path: request.url, headers: request.headers })
    request.resume().on('end', () => response.end('content'))
  })
})

afterEach(async () => {
  vi.unstubAllEnvs()
  client.destroy()
  await server[Symbol.asyncDispose]()
})

const getObject = new GetObjectCommand({ Bucket: 'acme-events', Key: 'a b/ü' })

async function getThrough(options: S3Options): Promise<void> {
  client = createS3Client(options)
  const { Body } = await client.send(getObject)
  await Body?.transformToString()
}

/** The host that a request would be sent to. */
async function hostThrough(options: S3Options): Promise<string | undefined> {
  let host: string | undefined
  client = createS3Client(options)
  client.middlewareStack.add(
    () => (args) => {
      host = (args.request as { hostname: string }).hostname
      throw new Error('not sent')
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  await expect(client.send(getObject)).rejects.toThrow('not sent')
  return host
}

test('the bucket stands in the path at an endpoint that the options give', async () => {
  await getThrough({ endpoint: `http://localhost:${server.port}` })
  expect(asked[0]?.headers.host).toBe(`localhost:${server.port}`)
  expect(asked[0]?.path).toBe('/acme-events/a%20b/%C3%BC?x-id=GetObject')
})

test.each(['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'])(
  'the bucket stands in the path at an endpoint that %s gives',
  async (name) => {
    vi.stubEnv(name, `http://localhost:${server.port}`)
    await getThrough({})
    expect(asked[0]?.path).toBe('/acme-events/a%20b/%C3%BC?x-id=GetObject')
  },
)

test('the options override the environment', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://localhost:1')
  await getThrough({ endpoint: `http://localhost:${server.port}` })
  expect(asked).toHaveLength(1)
})

test('the bucket stands in the host name if there is no endpoint', async () => {
  expect(await hostThrough({})).toBe('acme-events.s3.eu-west-1.amazonaws.com')
})

test('the bucket stands in the host name if the user says so', async () => {
  expect(await hostThrough({ endpoint: 'https://s3.example.com', forcePathStyle: false })).toBe(
    'acme-events.s3.example.com',
  )
})

test('requests carry no checksum that third-party servers do not know', async () => {
  client = createS3Client({ endpoint: `http://localhost:${server.port}` })
  await client.send(new PutObjectCommand({ Bucket: 'acme-events', Key: 'a', Body: 'content' }))
  expect(asked).toHaveLength(1)
  expect(Object.keys(asked[0]!.headers).filter((name) => /checksum|trailer/.test(name))).toEqual([])
})
