import { collect, each, SourceError, type SourceObject } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Bucket, type TestedOptions } from '../bucket.js'
import { countRequests } from '../count-requests.js'

/** How `S3Source` lists a bucket of the S3 server at `url()`. */
export function describeListing(url: () => string): void {
  /** The keys that a source with `options` lists of a bucket with objects under `keys`. */
  async function listed(keys: readonly string[], options: TestedOptions = {}): Promise<string[]> {
    await using bucket = await Bucket.create(url(), keys)
    return (await collect(each(bucket.source(options).list()))).map(({ key }) => key)
  }

  describe('with pages of 1,000', () => {
    let bucket: Bucket

    beforeAll(async () => {
      const keys = Array.from({ length: 2_001 }, (_, index) => `a/${String(index).padStart(4, '0')}`)
      bucket = await Bucket.create(url(), keys)
    })

    afterAll(async () => {
      await bucket[Symbol.asyncDispose]()
    })

    test.each([
      [1, 3, 'once for each page'],
      [16, 6, 'hardly more often than once for each page'],
    ])('asks, with %i requests at once, %s', async (parallel, most) => {
      let objects: SourceObject[] = []
      const requests = await countRequests(async () => {
        objects = await collect(each(bucket.source({ parallel }).list()))
      })
      expect(objects).toHaveLength(2_001)
      expect(requests).toBeGreaterThanOrEqual(3)
      expect(requests).toBeLessThanOrEqual(most)
    })

    test('asks for no page that nobody reads, if it asks for one after the other', async () => {
      const seen: string[] = []
      const requests = await countRequests(async () => {
        for await (const { key } of each(bucket.source({ parallel: 1 }).list()))
          if (seen.push(key) === 1_000) break
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

  test('takes a prefix exactly', async () => {
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

  test('reports of each object its whole key, its ETag, its size and its URL', async () => {
    await using bucket = await Bucket.create(url())
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
    await using bucket = await Bucket.create(url())
    await bucket.put('folder/', '')
    await bucket.put('folder/sub/', '')
    await bucket.put('folder/empty', '')
    await bucket.put('slash/', 'content')
    expect((await collect(each(bucket.list()))).map(({ key, size }) => [key, size])).toEqual([
      ['folder/empty', 0],
      ['slash/', 7],
    ])
  })

  test('reports a bucket that does not exist', async () => {
    await using bucket = await Bucket.create(url())
    const work = collect(bucket.source({ url: 's3://acme-no-such-bucket' }).list())
    await expect(work).rejects.toBeInstanceOf(SourceError)
    await expect(work).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      retryable: false,
      message: expect.stringContaining('The bucket "acme-no-such-bucket" does not exist') as string,
    })
  })
}
