import { collect, each, SourceError, type Source, type SourceObject } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { Bucket } from './bucket.js'

/** How `S3Source` reads objects of the S3 server at `url()`. */
export function describeReading(url: () => string): void {
  test('reads objects whatever characters their keys have', async () => {
    await using bucket = await Bucket.create(url(), ['a+b c%20?#&é😀'])
    const [object] = await collect(each(bucket.list()))
    expect(await contentOf(bucket, object!)).toEqual(Buffer.from('x'))
  })

  test('reads an empty object', async () => {
    await using bucket = await Bucket.create(url())
    await bucket.put('empty', '')
    const [object] = await collect(each(bucket.list()))
    expect(await contentOf(bucket, object!)).toEqual(Buffer.of())
  })

  test('reads a large object piece by piece', async () => {
    await using bucket = await Bucket.create(url())
    const content = Buffer.alloc(5_000_000, '0123456789')
    await bucket.put('large', content)
    const [object] = await collect(each(bucket.list()))
    const pieces = await collect(bucket.open(object!))
    expect(pieces.length).toBeGreaterThan(10)
    expect(Buffer.concat(pieces).equals(content)).toBe(true)
  })

  test('may be read in part, and again', async () => {
    await using bucket = await Bucket.create(url())
    await bucket.put('large', Buffer.alloc(1_000_000, 'x'))
    const [object] = await collect(each(bucket.list()))
    for await (const piece of bucket.open(object!)) {
      expect(piece.length).toBeLessThan(1_000_000)
      break
    }
    expect(await contentOf(bucket, object!)).toHaveLength(1_000_000)
  })

  test('reads no other content than the one it listed', async () => {
    await using bucket = await Bucket.create(url(), ['a'])
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

  test('reports an object that has been removed since it was listed', async () => {
    await using bucket = await Bucket.create(url(), ['a'])
    const [object] = await collect(each(bucket.list()))
    await bucket.remove('a')
    expect(await errorOf(contentOf(bucket, object!))).toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      retryable: true,
      message: `"s3://${bucket.name}/a" was removed after it was listed; list again.`,
    })
  })

  test('stops reading where the run is aborted, with its reason', async () => {
    await using bucket = await Bucket.create(url())
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
