import { describe, expect, test } from 'vitest'
import { numbered, seriesOn } from './series-on.js'

/** Which partitions a series has, and which of them are listed, on the S3 server at `url()`. */
export function describePartitions(url: () => string): void {
  const { listed } = seriesOn(url)

  describe('of sequential numbers', () => {
    const keys = ['1/a', '1/b', '2/a', '9/a', '10/a', '11/a/b']

    test('lists them as numbers, each object with its partition', async () => {
      expect(await listed(keys, { pattern: '{number}/' })).toEqual({
        keys: [
          `${numbered('1')}: 1/a`,
          `${numbered('1')}: 1/b`,
          `${numbered('2')}: 2/a`,
          `${numbered('9')}: 9/a`,
          `${numbered('10')}: 10/a`,
          `${numbered('11')}: 11/a/b`,
        ],
        notices: [],
      })
    })

    test('lists from start to end, both taken in, across a gap', async () => {
      expect((await listed(keys, { pattern: '{number}/', start: 2, end: '10' })).keys).toEqual([
        `${numbered('2')}: 2/a`,
        `${numbered('9')}: 9/a`,
        `${numbered('10')}: 10/a`,
      ])
    })

    test('lists two spellings of one number as one partition, in the order of keys', async () => {
      expect(
        (await listed(['1/b', '001/z', '01/c', '01/a', '2/a', '02/b'], { pattern: '{number}/' })).keys,
      ).toEqual([
        `${numbered('1')}: 001/z`,
        `${numbered('1')}: 01/a`,
        `${numbered('1')}: 01/c`,
        `${numbered('1')}: 1/b`,
        `${numbered('2')}: 02/b`,
        `${numbered('2')}: 2/a`,
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
    await expect(listed([], { pattern: '{day}/' }, { from: numbered('1') })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: '"1" is not a day or hour, as the pattern "{day}/" requires.',
    })
  })
}
