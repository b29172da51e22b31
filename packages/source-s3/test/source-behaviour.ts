import { collect, each, SourceError, type Source, type SourceObject } from '@arbalest/core/plugin'
import { testSource } from '@arbalest/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { S3SourceConfiguration } from '../src/index.js'
import { Bucket } from './bucket.js'
import { countRequests } from './count-requests.js'
import { describeSeries } from './series-behaviour.js'

/** An S3 server that is running. */
export interface S3Server extends AsyncDisposable {
  /** Its endpoint. */
  readonly url: string
}

/** What `S3Source` does with a server that speaks S3. */
export function describeS3Source(start: () => Promise<S3Server>): void {
  let server: S3Server

  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    server = await start()
  }, 180_000)

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    vi.unstubAllEnvs()
  })

  /** The keys that a source with `options` lists of a bucket with objects under `keys`. */
  async function listed(
    keys: readonly string[],
    options: Partial<S3SourceConfiguration> = {},
  ): Promise<string[]> {
    await using bucket = await Bucket.create(server.url, keys)
    return (await collect(each(bucket.source(options).list()))).map(({ key }) => key)
  }

  describe('as any source', () => {
    testSource(test, async () => {
      const bucket = await Bucket.create(server.url)
      return { source: bucket, [Symbol.asyncDispose]: () => bucket[Symbol.asyncDispose]() }
    })
  })

  describe('as a series', () => {
    describeSeries(() => server.url)
  })

  describe('with pages of 1,000', () => {
    let bucket: Bucket

    beforeAll(async () => {
      const keys = Array.from({ length: 2_001 }, (_, index) => `a/${String(index).padStart(4, '0')}`)
      bucket = await Bucket.create(server.url, keys)
    })

    afterAll(async () => {
      await bucket[Symbol.asyncDispose]()
    })

    test('asks once for each page', async () => {
      let objects: SourceObject[] = []
      const requests = await countRequests(async () => {
        objects = await collect(each(bucket.list()))
      })
      expect(objects).toHaveLength(2_001)
      expect(requests).toBe(3)
    })

    test('asks for no page that nobody reads', async () => {
      const seen: string[] = []
      const requests = await countRequests(async () => {
        for await (const { key } of each(bucket.list())) if (seen.push(key) === 1_000) break
      })
      expect(seen).toHaveLength(1_000)
      expect(requests).toBe(1)
    })

    test('asks for nothing before it is listed', async () => {
      expect(await countRequests(async () => bucket.list())).toBe(0)
    })

    test('stops where the run is aborted, with its reason', async () => {
      const abort = new AbortController()
      const reason = new Error('That will do.')
      const list = async () => {
        for await (const _ of bucket.source({}, abort.signal).list()) abort.abort(reason)
      }
      await expect(list()).rejects.toBe(reason)
    })
  })

  test('lists astral characters after all others, as UTF-8 has it', async () => {
    expect(await listed(['\u{1F600}', '\uFF21', '\uE000', '\u{10000}'])).toEqual([
      '\uE000',
      '\uFF21',
      '\u{10000}',
      '\u{1F600}',
    ])
  })

  test('lists keys of any characters as they are', async () => {
    const keys = [
      ' a ',
      'a\tb',
      'a\nb',
      'a\r\nb',
      '\u0001',
      'a+b',
      'a%2Bb',
      'a&amp;b',
      '<a>',
      `"a"`,
      "'",
      'a\\b',
      '?a#',
    ]
    expect(new Set(await listed(keys))).toEqual(new Set(keys))
  })

  test('reads objects whatever characters their keys have', async () => {
    await using bucket = await Bucket.create(server.url, ['a+b c%20?#&é😀'])
    const [object] = await collect(each(bucket.list()))
    expect(await contentOf(bucket, object!)).toEqual(Buffer.from('x'))
  })

  test('takes a prefix to the letter', async () => {
    const keys = ['events', 'events-old/a', 'events/a', 'events/b/c', 'other']
    expect(await listed(keys, { prefix: 'events' })).toEqual(keys.slice(0, 4))
    expect(await listed(keys, { prefix: 'events/' })).toEqual(['events/a', 'events/b/c'])
    expect(await listed(keys, { prefix: 'events/b/c' })).toEqual(['events/b/c'])
    expect(await listed(keys, { prefix: 'vents' })).toEqual([])
  })

  test('matches patterns with what follows the prefix', async () => {
    const keys = ['e/a.csv', 'e/a.json', 'e/b/c.json', 'e/b/_temporary/d.json', 'f.json']
    expect(await listed(keys, { prefix: 'e/', include: ['*.json'] })).toEqual(['e/a.json'])
    expect(await listed(keys, { prefix: 'e/', include: ['**/*.json'], exclude: ['**/_*/**'] })).toEqual([
      'e/a.json',
      'e/b/c.json',
    ])
  })

  test('tells of each object its whole key, its ETag, its size and its URL', async () => {
    await using bucket = await Bucket.create(server.url)
    await bucket.put('events/a b', 'content')
    const [object] = await collect(each(bucket.source({ prefix: 'events/' }).list()))
    expect(object).toMatchObject({
      key: 'events/a b',
      version: '9a0364b9e99bb480dd25e1f0284c8555',
      size: 7,
      url: `s3://${bucket.name}/events/a b`,
    })
  })

  test('leaves out folders, and no other object', async () => {
    await using bucket = await Bucket.create(server.url)
    await bucket.put('folder/', '')
    await bucket.put('folder/sub/', '')
    await bucket.put('folder/empty', '')
    await bucket.put('slash/', 'content')
    expect((await collect(each(bucket.list()))).map(({ key, size }) => [key, size])).toEqual([
      ['folder/empty', 0],
      ['slash/', 7],
    ])
  })

  test('reads an empty object', async () => {
    await using bucket = await Bucket.create(server.url)
    await bucket.put('empty', '')
    const [object] = await collect(each(bucket.list()))
    expect(await contentOf(bucket, object!)).toEqual(Buffer.of())
  })

  test('reads a large object piece by piece', async () => {
    await using bucket = await Bucket.create(server.url)
    const content = Buffer.alloc(5_000_000, '0123456789')
    await bucket.put('large', content)
    const [object] = await collect(each(bucket.list()))
    const pieces = await collect(bucket.open(object!))
    expect(pieces.length).toBeGreaterThan(10)
    expect(Buffer.concat(pieces).equals(content)).toBe(true)
  })

  test('may be read in part, and again', async () => {
    await using bucket = await Bucket.create(server.url)
    await bucket.put('large', Buffer.alloc(1_000_000, 'x'))
    const [object] = await collect(each(bucket.list()))
    for await (const piece of bucket.open(object!)) {
      expect(piece.length).toBeLessThan(1_000_000)
      break
    }
    expect(await contentOf(bucket, object!)).toHaveLength(1_000_000)
  })

  test('reads no other content than the one it listed', async () => {
    await using bucket = await Bucket.create(server.url, ['a'])
    const [object] = await collect(each(bucket.list()))
    await bucket.put('a', 'other content')
    const error = await errorOf(contentOf(bucket, object!))
    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({
      code: 'OBJECT_CHANGED',
      retryable: true,
      message: `"s3://${bucket.name}/a" was overwritten after it was listed; list it again.`,
    })
  })

  test('tells of an object that has been removed since it was listed', async () => {
    await using bucket = await Bucket.create(server.url, ['a'])
    const [object] = await collect(each(bucket.list()))
    await bucket.remove('a')
    expect(await errorOf(contentOf(bucket, object!))).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      retryable: true,
      message: `"s3://${bucket.name}/a" was removed after it was listed; list again.`,
    })
  })

  test('stops reading where the run is aborted, with its reason', async () => {
    await using bucket = await Bucket.create(server.url)
    await bucket.put('large', Buffer.alloc(20_000_000, 'x'))
    const abort = new AbortController()
    const reason = new Error('That will do.')
    const source = bucket.source({}, abort.signal)
    const [object] = await collect(each(source.list()))
    const read = async () => {
      for await (const _ of source.open(object!)) abort.abort(reason)
    }
    await expect(read()).rejects.toBe(reason)
  })

  test('tells of a bucket that does not exist', async () => {
    await using bucket = await Bucket.create(server.url)
    const error = await errorOf(collect(bucket.source({ bucket: 'acme-no-such-bucket' }).list()))
    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ code: 'SOURCE_NOT_FOUND', retryable: false })
    expect(String(error)).toContain('The bucket "acme-no-such-bucket" does not exist')
  })
}

async function contentOf(source: Source, object: SourceObject): Promise<Buffer> {
  return Buffer.concat(await collect(source.open!(object)))
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => expect.fail('Nothing was thrown.'),
    (error: unknown) => error,
  )
}
