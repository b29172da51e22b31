import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createS3Client, type S3Options } from '../src/index.js'

/** What a server was asked. */
interface Asked {
  readonly host: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

let asked: Asked[]
let server: Server
let port: number
let clients: S3Client[]

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  asked = []
  clients = []
  server = createServer((request, response) => {
    asked.push({ host: request.headers.host ?? '', path: request.url ?? '', headers: request.headers })
    request.resume().on('end', () => response.end('content'))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  port = (server.address() as AddressInfo).port
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const client of clients) client.destroy()
  await new Promise((resolve) => server.close(resolve))
})

function client(options: S3Options): S3Client {
  const made = createS3Client(options)
  clients.push(made)
  return made
}

async function getThrough(options: S3Options): Promise<Asked | undefined> {
  const { Body } = await client(options).send(new GetObjectCommand({ Bucket: 'acme-events', Key: 'a b/ü' }))
  await Body?.transformToString()
  return asked[0]
}

test('the bucket stands in the path at an endpoint that the options give', async () => {
  expect(await getThrough({ endpoint: `http://localhost:${port}` })).toMatchObject({
    host: `localhost:${port}`,
    path: '/acme-events/a%20b/%C3%BC?x-id=GetObject',
  })
})

test.each(['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'])(
  'the bucket stands in the path at an endpoint that %s gives',
  async (name) => {
    vi.stubEnv(name, `http://localhost:${port}`)
    expect(await getThrough({})).toMatchObject({
      host: `localhost:${port}`,
      path: '/acme-events/a%20b/%C3%BC?x-id=GetObject',
    })
  },
)

test('the options override the environment', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://localhost:1')
  expect(await getThrough({ endpoint: `http://localhost:${port}` })).toBeDefined()
})

test('the bucket stands in the host name where no endpoint is given, or where the user wants it', async () => {
  const hosts: string[] = []
  for (const options of [{}, { endpoint: `http://localhost:${port}`, forcePathStyle: false }]) {
    const made = client(options)
    made.middlewareStack.add(
      () => (args) => {
        hosts.push((args.request as { hostname: string }).hostname)
        throw new Error('not sent')
      },
      { step: 'finalizeRequest', priority: 'low' },
    )
    await expect(made.send(new GetObjectCommand({ Bucket: 'acme-events', Key: 'a' }))).rejects.toThrow(
      'not sent',
    )
  }
  expect(hosts).toEqual(['acme-events.s3.eu-west-1.amazonaws.com', 'acme-events.localhost'])
})

test('requests carry no checksum that third-party servers do not know', async () => {
  const made = client({ endpoint: `http://localhost:${port}` })
  await made.send(new PutObjectCommand({ Bucket: 'acme-events', Key: 'a', Body: 'content' }))
  expect(
    Object.keys(asked[0]?.headers ?? {}).filter((name) => /checksum|trailer|sdk-checksum/.test(name)),
  ).toEqual([])
})
