import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { copySource } from '../../src/redshift/copy/input/copy-source.js'
import { S3CopyObjects, SMALL_OBJECT } from '../../src/redshift/objects/copy-objects.js'
import { s3Location } from '../../src/redshift/objects/s3-location.js'

let server: Server
let requests: string[] = []
let most = 0

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Objects of an S3 with these, by key, which takes its time. */
async function objectsOf(contents: Readonly<Record<string, string>>): Promise<S3CopyObjects> {
  requests = []
  most = 0
  let underWay = 0
  server = createServer(({ method, url = '' }, response) => {
    const key = url.slice('/bkt/'.length).replace(/\?.*/, '')
    requests.push(`${method} ${key}`)
    most = Math.max(most, ++underWay)
    const content = contents[key]
    setTimeout(() => {
      underWay--
      if (content === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
      else response.writeHead(200, { etag: '"v1"', 'content-length': content.length }).end(content)
    }, 5)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' }
  return new S3CopyObjects({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 })
}

const manifest = (...entries: readonly object[]) => JSON.stringify({ entries })
const urlOf = (index: number) => `s3://bkt/part-${String(index).padStart(3, '0')}`

/** What a COPY from the manifest `m` reads, object by object. */
async function read(objects: S3CopyObjects): Promise<(string | undefined)[]> {
  const statement = { source: s3Location('s3://bkt/m'), manifest: true, format: { kind: 'csv' } as never }
  const contents = []
  for await (const { content } of copySource(statement, objects))
    contents.push(content && Buffer.from(content).toString())
  objects.close()
  return contents
}

test('a manifest takes a request for each of its objects, several at once, in order', async () => {
  const indexes = Array.from({ length: 60 }, (_, index) => index)
  const parts = indexes.map((index) => [urlOf(index).slice('s3://bkt/'.length), String(index)])
  const m = manifest(...indexes.map((index) => ({ url: urlOf(index), mandatory: true })))
  const objects = await objectsOf({ ...(Object.fromEntries(parts) as Record<string, string>), m })
  expect(await read(objects)).toEqual(indexes.map(String))
  expect(requests.toSorted()).toEqual(['GET m', ...parts.map(([key]) => `GET ${key}`)])
  expect(most).toBe(16)
})

test('an object that is missing is passed over, or an error once those before it have been read', async () => {
  const entries = [{ url: urlOf(1) }, { url: urlOf(2) }, { url: urlOf(3), mandatory: true }]
  const present = { 'part-002': '2', 'part-003': '3' }
  expect(await read(await objectsOf({ ...present, m: manifest(...entries) }))).toEqual(['2', '3'])
  server.close()
  const without = await objectsOf({ 'part-002': '2', m: manifest(...entries) })
  await expect(read(without)).rejects.toThrow('Mandatory url is not present in manifest file.')
})

test('an object that is not small is read when it is its turn', async () => {
  const large = 'x'.repeat(SMALL_OBJECT + 1)
  const objects = await objectsOf({ large })
  const location = s3Location('s3://bkt/large')
  const object = await objects.fetch(location)
  expect(object).toEqual({ location, size: large.length, whole: { size: large.length, etag: '"v1"' } })
  let size = 0
  for await (const chunk of await objects.open(location, object?.whole)) size += chunk.length
  expect(size).toBe(large.length)
  objects.close()
})
