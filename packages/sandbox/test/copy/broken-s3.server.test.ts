import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { S3CopyObjects } from '../../src/redshift/objects/copy-objects.js'
import { s3Location } from '../../src/redshift/objects/s3-location.js'

let server: Server | undefined
const location = s3Location('s3://bkt/key')

/** Objects of an S3 that answers so, and may be silent for 200 ms. */
async function objectsOf(answer: RequestListener): Promise<S3CopyObjects> {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' }
  return new S3CopyObjects({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }, 200)
}
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function bytesOf(objects: S3CopyObjects, size = 20, etag = '"v1"'): Promise<number> {
  let read = 0
  for await (const chunk of await objects.open(location, { size, etag })) read += chunk.length
  return read
}

test('a body that lacks a part of the version that was listed is an error; another version is not', async () => {
  const objects = await objectsOf((_, response) => response.setHeader('etag', '"v1"').end('ten bytes.'))
  await expect(bytesOf(objects)).rejects.toThrow('S3 sent 10 bytes of an object that has 20')
  expect(await bytesOf(objects, 20, '"v0"')).toBe(10)
  expect(await bytesOf(objects, 10)).toBe(10)
})

/** Answers as S3 does, from where it is asked to, but breaks each of the first `breaks` connections five bytes on. */
function breaking(breaks: number, etag: (request: number) => string = () => '"v1"'): RequestListener {
  const content = 'twenty bytes of it..'
  let requests = 0
  return ({ headers }, response) => {
    const now = etag(requests++)
    const wanted = headers['if-match']
    if (wanted !== undefined && wanted !== now) return void response.writeHead(412).end()
    const start = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0)
    const range = { 'content-range': `bytes ${start}-19/20` }
    const rest = content.slice(start)
    response.writeHead(start ? 206 : 200, {
      'content-length': rest.length,
      etag: now,
      ...(start ? range : {}),
    })
    if (requests <= breaks) response.write(rest.slice(0, 5), () => response.destroy())
    else response.end(rest)
  }
}

test('a connection that breaks within a body is taken up where it broke', async () => {
  const chunks = []
  const objects = await objectsOf(breaking(2))
  for await (const chunk of await objects.open(location, { size: 20, etag: '"v1"' })) chunks.push(chunk)
  expect(Buffer.concat(chunks).toString()).toBe('twenty bytes of it..')
  const part = await (await objectsOf(breaking(1))).read(location, 7, 20)
  expect(Buffer.from(part).toString()).toBe('bytes of it..')
})

test('a connection that breaks again and again, or of a version that is no more, is an error', async () => {
  await expect(bytesOf(await objectsOf(breaking(3)))).rejects.toThrow('Connection to S3 failed')
  const overwritten = breaking(1, (request) => `"v${request + 1}"`)
  await expect(bytesOf(await objectsOf(overwritten))).rejects.toThrow('Status 412')
})

test('a server that does not answer, or falls silent within a body, is given up', async () => {
  await expect(bytesOf(await objectsOf(() => {}))).rejects.toThrow('Connection to S3 failed')
  const halfway = await objectsOf((_, response) => {
    response.writeHead(200, { 'content-length': '20' }).write('ten bytes.')
  })
  await expect(bytesOf(halfway)).rejects.toThrow('Connection to S3 failed')
})
