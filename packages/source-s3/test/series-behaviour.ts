import { collect, each, SourceError, type SourceObject } from '@arbalest/core/plugin'
import { testSource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import type { S3SourceConfiguration, SeriesOptions } from '../src/index.js'
import { Bucket } from './bucket.js'
import { countRequests } from './count-requests.js'

/** What `S3Source` does with a series on the S3 server at the endpoint that `url` tells. */
export function describeSeries(url: () => string): void {
  /** Below `child/`, the keys that are listed of a series over `keys`, as `partition: key`; and what is told. */
  async function listed(
    keys: readonly string[],
    series: SeriesOptions,
    { from, ...options }: Partial<S3SourceConfiguration> & { from?: string } = {},
  ): Promise<{ keys: string[]; notices: string[] }> {
    await using bucket = await Bucket.create(
      url(),
      keys.map((key) => `child/${key}`),
    )
    const notices: string[] = []
    const notice = (message: string) => notices.push(message.replaceAll(bucket.name, 'acme'))
    const source = bucket.source({ prefix: 'child/', series, ...options }, undefined, notice)
    const objects = await collect(each(source.list({ from })))
    return {
      keys: objects.map(({ key, partition = 'none' }) => `${partition}: ${key.replace('child/', '')}`),
      notices,
    }
  }

  async function refused(keys: readonly string[], series: SeriesOptions): Promise<unknown> {
    return await listed(keys, series).then(
      () => expect.fail('Nothing was thrown.'),
      (error: unknown) => error,
    )
  }

  const number = (text: string) => text.padStart(20, '0')

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

  describe('of sequential numbers', () => {
    const keys = ['1/a', '1/b', '2/a', '9/a', '10/a', '11/a/b']

    test('lists them as numbers, and tells of each object its partition', async () => {
      expect(await listed(keys, { pattern: '{number}/' })).toEqual({
        keys: [
          `${number('1')}: 1/a`,
          `${number('1')}: 1/b`,
          `${number('2')}: 2/a`,
          `${number('9')}: 9/a`,
          `${number('10')}: 10/a`,
          `${number('11')}: 11/a/b`,
        ],
        notices: [],
      })
    })

    test('lists from start to end, both taken in, across a gap', async () => {
      expect((await listed(keys, { pattern: '{number}/', start: 2, end: '10' })).keys).toEqual([
        `${number('2')}: 2/a`,
        `${number('9')}: 9/a`,
        `${number('10')}: 10/a`,
      ])
    })

    test('lists two spellings of one number as one partition, in the order of keys', async () => {
      expect(
        (await listed(['1/b', '001/z', '01/c', '01/a', '2/a', '02/b'], { pattern: '{number}/' })).keys,
      ).toEqual([
        `${number('1')}: 001/z`,
        `${number('1')}: 01/a`,
        `${number('1')}: 01/c`,
        `${number('1')}: 1/b`,
        `${number('2')}: 02/b`,
        `${number('2')}: 2/a`,
      ])
    })
  })

  describe('of days', () => {
    const keys = [
      '2014-12-31/a',
      '2015-01-01/a',
      '2015-01-01/b/c',
      '2015-01-02/a',
      '2015-01-04/a',
      '2015-02-01/a',
    ]
    const all = keys.map((key) => `${key.slice(0, 10)}: ${key}`)

    test('lists them, whatever lies under each', async () => {
      expect(await listed(keys, { pattern: '{day}/' })).toEqual({ keys: all, notices: [] })
    })

    test.each([
      [{ start: '2015-01-01' }, all.slice(1)],
      [{ end: '2015-01-02' }, all.slice(0, 4)],
      [{ start: '2015-01-02', end: '2015-01-04' }, all.slice(3, 5)],
      [{ start: '2015-01-03', end: '2015-01-03' }, []],
      [{ start: '2016-01-01' }, []],
      [{ start: new Date('2015-01-04') }, all.slice(4)],
      [{ start: '2015-01-01T05', end: '2015-01-02T05' }, all.slice(3, 4)],
    ])('lists those within %j', async (bounds, expected) => {
      expect((await listed(keys, { pattern: '{day}/', ...bounds })).keys).toEqual(expected)
    })

    test.each([
      ['dt={day}/', 'dt=2015-01-01/a'],
      ['{year}/{month}/{day}/', '2015/01/01/a'],
      ['year={year}/month={month}/day={day}/', 'year=2015/month=1/day=01/a'],
      ['{year}{month}{day}/', '20150101/a'],
      ['{year}/{month}-{day} (UTC)/', '2015/01-01 (UTC)/a'],
    ])('lists those that %s names', async (pattern, key) => {
      const series = { pattern, start: '2015-01-01', end: '2015-01-01' }
      expect(await listed([key], series)).toEqual({ keys: [`2015-01-01: ${key}`], notices: [] })
    })
  })

  describe('of days and hours', () => {
    // As in the first Arbalest: a day without hours counts as itself, which is before its hours.
    const keys = [
      '2015-01-01/a',
      '2015-01-02/a',
      '2015-01-03/00/a',
      '2015-01-04/00/a',
      '2015-01-04/00/b',
      '2015-01-04/23/a',
      '2015-01-05/a',
    ]
    const all = [
      '2015-01-01: 2015-01-01/a',
      '2015-01-02: 2015-01-02/a',
      '2015-01-03T00: 2015-01-03/00/a',
      '2015-01-04T00: 2015-01-04/00/a',
      '2015-01-04T00: 2015-01-04/00/b',
      '2015-01-04T23: 2015-01-04/23/a',
      '2015-01-05: 2015-01-05/a',
    ]

    test.each([
      [{}, all],
      [{ start: '2015-01-02', end: '2015-01-03' }, all.slice(1, 3)],
      [{ start: '2015-01-02', end: '2015-01-04/00' }, all.slice(1, 5)],
      [{ start: '2015-01-03/01', end: '2015-01-04' }, all.slice(3, 6)],
      [{ start: '2015-01-04T00', end: '2015-01-04T22' }, all.slice(3, 5)],
      [{ start: '2015-01-01/00', end: '2015-01-02/00' }, all.slice(1, 2)],
      [{ start: '2015-01-04T23' }, all.slice(5)],
    ])('lists those within %j', async (bounds, expected) => {
      expect(await listed(keys, { pattern: '{day}/{hour}/', ...bounds })).toEqual({
        keys: expected,
        notices: [],
      })
    })

    test.each([
      ['dt={day}/hour={hour}/', 'dt=2015-01-04/hour=05/a'],
      ['{year}/{month}/{day}/{hour}/', '2015/01/04/05/a'],
      ['{year}/{month}/{day}/h{hour}/', '2015/1/4/h5/a'],
      ['{day}T{hour}/', '2015-01-04T05/a'],
    ])('lists those that %s names', async (pattern, key) => {
      const series = { pattern, start: '2015-01-04T05', end: '2015-01-04T05' }
      expect(await listed([key], series)).toEqual({ keys: [`2015-01-04T05: ${key}`], notices: [] })
    })
  })

  test('leaves out the partitions below the one that it is asked to begin with', async () => {
    const days = ['2015-01-01/a', '2015-01-02/00/a', '2015-01-02/01/a', '2015-01-03/a']
    const series = { pattern: '{day}/{hour}/', start: '2015-01-02', end: '2015-01-03' }
    const from = async (partition: string) => (await listed(days, series, { from: partition })).keys
    expect(await from('2015-01-01')).toHaveLength(3)
    expect(await from('2015-01-02T01')).toEqual([
      '2015-01-02T01: 2015-01-02/01/a',
      '2015-01-03: 2015-01-03/a',
    ])
    expect(await from('2015-01-04')).toEqual([])
  })

  test('refuses to begin with a partition of another kind', async () => {
    await expect(listed([], { pattern: '{day}/' }, { from: number('1') })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: '"1" is no day or hour, as the pattern "{day}/" has them.',
    })
  })

  test('tells once of what does not fit, with counts and an example, and lists the rest', async () => {
    const keys = [
      '2015-01-01/00/a',
      '2015-01-01/24/a',
      '2015-01-01/late/a',
      '2015-02-30/00/a',
      '2015-01-02/00/a',
      'README',
      'tmp/a',
    ]
    expect(await listed(keys, { pattern: '{day}/{hour}/' })).toEqual({
      keys: ['2015-01-01T00: 2015-01-01/00/a', '2015-01-02T00: 2015-01-02/00/a'],
      notices: [
        '"s3://acme/child/" holds 4 folders and 1 object that are left out, as they are no part of the series "{day}/{hour}/", such as "s3://acme/child/2015-02-30/".',
      ],
    })
  })

  test('tells of nothing that is left out on purpose', async () => {
    const keys = ['2015-01-01/00/a', '2015-01-01/_SUCCESS', '_temporary/0/a', 'README']
    const exclude = ['_temporary/**', '**/_SUCCESS', 'README']
    expect(await listed(keys, { pattern: '{day}/{hour}/' }, { exclude })).toEqual({
      keys: ['2015-01-01T00: 2015-01-01/00/a'],
      notices: [],
    })
  })

  test('matches patterns with what follows the prefix', async () => {
    const keys = ['2015-01-01/a.csv', '2015-01-01/a.json', '2015-01-01/b/c.json', '2015-01-02/a.json']
    const filter = { include: ['*/*.json'], exclude: ['2015-01-02/**'] }
    expect((await listed(keys, { pattern: '{day}/' }, filter)).keys).toEqual([
      '2015-01-01: 2015-01-01/a.json',
    ])
  })

  test('passes over folders without objects', async () => {
    await using bucket = await Bucket.create(url(), ['2015-01-02/00/a'])
    for (const folder of ['2015-01-01/', '2015-01-02/', '2015-01-02/00/', '2015-01-02/01/'])
      await bucket.put(folder, '')
    const objects = await collect(each(bucket.source({ series: { pattern: '{day}/{hour}/' } }).list()))
    expect(objects.map(({ key }) => key)).toEqual(['2015-01-02/00/a'])
  })

  test('refuses a day with objects of its own as well as hours, before it lists anything', async () => {
    const keys = ['2015-01-01/a', '2015-01-02/a', '2015-01-02/05/a']
    const error = await refused(keys, { pattern: '{day}/{hour}/' })
    expect(error).toBeInstanceOf(SourceError)
    expect(error).toMatchObject({ code: 'SERIES_MIXED', retryable: false })
    expect(String(error)).toMatch(
      /"s3:\/\/[^/]+\/child\/2015-01-02\/" has objects of its own as well as hours, such as "s3:\/\/[^/]+\/child\/2015-01-02\/05\/", and the same rows may be in both; move the ones or the others away, or leave them out with exclude\./,
    )
    for (const bounds of [{ start: '2015-01-02T05' }, { end: '2015-01-02T04' }]) {
      expect(await refused(keys, { pattern: '{day}/{hour}/', ...bounds })).toBeInstanceOf(SourceError)
    }
    const mixedSpellings = ['2015/1/2/a', '2015/01/02/05/a']
    expect(await refused(mixedSpellings, { pattern: '{year}/{month}/{day}/{hour}/' })).toBeInstanceOf(
      SourceError,
    )
  })

  test('lists such a day where one of both is excluded', async () => {
    const keys = ['2015-01-02/a', '2015-01-02/05/a']
    const series = { pattern: '{day}/{hour}/' }
    expect((await listed(keys, series, { exclude: ['*/*'] })).keys).toEqual([
      '2015-01-02T05: 2015-01-02/05/a',
    ])
    expect((await listed(keys, series, { exclude: ['*/??/**'] })).keys).toEqual(['2015-01-02: 2015-01-02/a'])
  })

  test('tells once of hours where the series is one of days', async () => {
    expect(
      await listed(['2015-01-01/00/a', '2015-01-01/01/a', '2015-01-02/00/a'], { pattern: '{day}/' }),
    ).toEqual({
      keys: ['2015-01-01: 2015-01-01/00/a', '2015-01-01: 2015-01-01/01/a', '2015-01-02: 2015-01-02/00/a'],
      notices: [
        '"s3://acme/child/2015-01-01/00/" looks like an hour: it is loaded with the whole of its day, as the pattern of the series ends with days.',
      ],
    })
  })

  test.each([['a'], ['z'], ['00-a']])(
    'refuses hours in a day with the object %s in a series of days',
    async (name) => {
      const keys = ['2015-01-01/a', `2015-01-02/${name}`, '2015-01-02/hour=05/a']
      expect(await refused(keys, { pattern: '{day}/' })).toMatchObject({ name: 'SourceError' })
    },
  )

  test('lists nothing where there is nothing', async () => {
    expect(await listed([], { pattern: '{day}/{hour}/' })).toEqual({ keys: [], notices: [] })
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
}
