import { collect, each, SourceError } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { Bucket } from '../bucket.js'
import { seriesOn } from './series-on.js'

/** What becomes of keys that are no part of a series, on the S3 server at `url()`. */
export function describeStrays(url: () => string): void {
  const { listed, refused } = seriesOn(url)

  test('reports once what does not fit, with counts and an example, and lists the rest', async () => {
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
        '"s3://acme/child/" has 4 folders and 1 object left out, because they are not part of the series "{day}/{hour}/", such as "s3://acme/child/2015-02-30/".',
      ],
    })
  })

  test('reports nothing that is left out on purpose', async () => {
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
      /"s3:\/\/[^/]+\/child\/2015-01-02\/" has objects of its own as well as hours, such as "s3:\/\/[^/]+\/child\/2015-01-02\/05\/", and the same rows may be in both; move one kind away, or leave it out with exclude\./,
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

  test('reports hours once if the series is one of days', async () => {
    expect(
      await listed(['2015-01-01/00/a', '2015-01-01/01/a', '2015-01-02/00/a'], { pattern: '{day}/' }),
    ).toEqual({
      keys: ['2015-01-01: 2015-01-01/00/a', '2015-01-01: 2015-01-01/01/a', '2015-01-02: 2015-01-02/00/a'],
      notices: [
        '"s3://acme/child/2015-01-01/00/" looks like an hour: it is loaded with its whole day, because the pattern of the series ends with days.',
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
}
