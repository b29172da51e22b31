import { randomUUID } from 'node:crypto'
import { CreateBucketCommand } from '@aws-sdk/client-s3'
import { collect } from '@arbalest/core/plugin'
import { startS3, type S3Server } from '@arbalest/sandbox'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createS3Client, ObjectStore, type S3Error } from '../src/index.js'
import { answering } from './s3-server.js'

class OtherError extends Error {
  override readonly name = 'OtherError'
}

let server: S3Server
let abort: AbortController
let store: ObjectStore

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
  server = await startS3()
})

beforeEach(async () => {
  const bucket = `acme-${randomUUID()}`
  const client = createS3Client({ endpoint: server.url, region: 'us-east-1' })
  await client.send(new CreateBucketCommand({ Bucket: bucket }))
  client.destroy()
  abort = new AbortController()
  store = storeAt(server.url, bucket)
})

afterAll(async () => {
  await server.stop()
  vi.unstubAllEnvs()
})

function storeAt(endpoint: string, bucket: string): ObjectStore {
  const translate = ({ trouble, message }: S3Error) => new OtherError(`${trouble}: ${message}`)
  return new ObjectStore(bucket, { endpoint, region: 'us-east-1' }, { signal: abort.signal, translate })
}

async function textOf(key: string, etag?: string): Promise<string | undefined> {
  const object = await store.get(key, etag)
  return object && Buffer.concat(await collect(object.body)).toString()
}

async function listed(prefix: string): Promise<string[]> {
  return (await collect(store.list({ prefix }))).flatMap(({ objects }) => objects.map(({ key }) => key))
}

test('what is put is there until it is deleted', async () => {
  await store.put('a/1', 'one', 'text/plain')
  await store.put('a/2', Buffer.from('two'), 'text/plain')
  await store.put('b', 'other', 'text/plain')
  expect(await textOf('a/1')).toBe('one')
  expect(await listed('a/')).toEqual(['a/1', 'a/2'])
  const { modified } = (await store.head('a/2'))!
  expect(Math.abs(Date.now() - Number(modified))).toBeLessThan(60_000)
  expect((await store.get('a/2'))?.modified).toEqual(modified)
  await store.delete(['a/1', 'a/2', 'never there'])
  expect(await listed('')).toEqual(['b'])
  store.close()
})

test('an object that is not there is undefined', async () => {
  expect(await store.get('a')).toBeUndefined()
  expect(await store.head('a')).toBeUndefined()
})

test('an object that has another ETag is refused', async () => {
  await store.put('a', 'one', 'text/plain')
  const [page] = await collect(store.list({ prefix: 'a' }))
  const etag = page?.objects[0]?.etag
  expect(await textOf('a', etag)).toBe('one')
  await store.put('a', 'two', 'text/plain')
  await expect(textOf('a', etag)).rejects.toThrow(/^changed: "s3:\/\/.*\/a" was overwritten/)
})

test('every method throws what the translation makes of an error', async () => {
  store = storeAt(server.url, 'no-such-bucket')
  const message = /^missing: The bucket "no-such-bucket" does not exist/
  await expect(store.get('a')).rejects.toThrow(message)
  await expect(store.put('a', 'x', 'text/plain')).rejects.toThrow(message)
  await expect(store.delete(['a'])).rejects.toThrow(message)
  await expect(listed('a')).rejects.toThrow(message)
  await expect(listed('a')).rejects.toBeInstanceOf(OtherError)
})

test('an object that breaks off is an error as well', async () => {
  await using broken = await answering((_, response) => {
    response.writeHead(200, { 'content-length': 1_000 })
    response.write('x', () => response.destroy())
  })
  store = storeAt(`http://127.0.0.1:${broken.port}`, 'acme-events')
  await expect(textOf('a')).rejects.toThrow(/^unreachable: S3 did not answer/)
})

test('once it is aborted, every method throws the reason', async () => {
  await store.put('a', 'one', 'text/plain')
  const reason = new Error('That will do.')
  abort.abort(reason)
  await expect(store.get('a')).rejects.toBe(reason)
  await expect(store.put('a', 'x', 'text/plain')).rejects.toBe(reason)
  await expect(listed('')).rejects.toBe(reason)
  await expect(store.delete(['a'])).rejects.toBe(reason)
  await store.delete(['a'], new AbortController().signal)
  abort = new AbortController()
  store = storeAt(server.url, store.bucket)
  expect(await listed('')).toEqual([])
})
