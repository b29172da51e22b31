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

test('a connection that breaks within a body is an error', async () => {
  const objects = await objectsOf((_, response) => {
    response.writeHead(200, { 'content-length': '20' }).write('ten bytes.', () => response.destroy())
  })
  await expect(bytesOf(objects)).rejects.toThrow('Connection to S3 failed')
})

test('a server that does not answer, or falls silent within a body, is given up', async () => {
  await expect(bytesOf(await objectsOf(() => {}))).rejects.toThrow('Connection to S3 failed')
  const halfway = await objectsOf((_, response) => {
    response.writeHead(200, { 'content-length': '20' }).write('ten bytes.')
  })
  await expect(bytesOf(halfway)).rejects.toThrow('Connection to S3 failed')
})
