import { each, type SourceObject } from '@arbalest/core/plugin'
import { testSource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { Bucket } from '../bucket.js'
import { countRequests } from '../count-requests.js'
import { describePartitions } from './series-partitions.js'
import { describeStrays } from './series-strays.js'

/** What `S3Source` does with a series on the S3 server at `url()`. */
export function describeSeries(url: () => string): void {
  describe('as any source', () => {
    // Every key stands in one partition: that is where a series promises an order of keys.
    const day = 'child/2015-01-01/'
    testSource(test, async () => {
      const bucket = await Bucket.create(url())
      const source = bucket.source({ prefix: 'child/', series: { pattern: '{day}/' } })
      return {
        source: {
          url: source.url,
          async *list() {
            for await (const object of each(source.list()))
              yield { ...object, key: object.key.slice(day.length) }
          },
          open: (object, range) => source.open({ ...object, key: day + object.key }, range),
          async changed(objects) {
            const changed = await source.changed(
              objects.map((object) => ({ ...object, key: day + object.key })),
            )
            return changed.map((object) => ({ ...object, key: object.key.slice(day.length) }))
          },
          put: (key, content) => bucket.put(day + key, content),
          remove: (key) => bucket.remove(day + key),
        },
        [Symbol.asyncDispose]: () => bucket[Symbol.asyncDispose](),
      }
    })
  })

  test.each([0, 1, 2])('stops where the run is aborted after %j objects, with its reason', async (after) => {
    await using bucket = await Bucket.create(url(), ['1/a', '3/a', '20/a'])
    const abort = new AbortController()
    const reason = new Error('That will do.')
    const seen: SourceObject[] = []
    const list = async () => {
      if (after === 0) abort.abort(reason)
      for await (const object of each(
        bucket.source({ series: { pattern: '{number}/' } }, abort.signal).list(),
      )) {
        if (seen.push(object) === after) abort.abort(reason)
      }
    }
    // 20/ is listed between 1/ and 3/, so that each of them takes a request of its own.
    await expect(list()).rejects.toBe(reason)
    expect(seen).toHaveLength(after)
  })

  test('asks for nothing before it is listed', async () => {
    await using bucket = await Bucket.create(url())
    const source = bucket.source({ series: { pattern: '{day}/' } })
    expect(await countRequests(async () => source.list())).toBe(0)
  })

  describePartitions(url)
  describeStrays(url)
}
