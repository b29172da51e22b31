import { collect, each, partitionKind } from '@arbalest/core/plugin'
import type { SeriesOptions } from '@arbalest/listing'
import { expect, test } from 'vitest'
import { Folder } from './folder.js'

async function listed(keys: readonly string[], series: SeriesOptions, from?: string) {
  await using folder = await Folder.create({ series }, keys)
  const objects = await collect(each(folder.source().list({ from })))
  const lines = objects.map(({ key, partition = '' }) =>
    partitionKind(partition) === 'number' ? `${Number(partition)}: ${key}` : `${partition}: ${key}`,
  )
  return {
    lines,
    notices: folder.notices.map((notice) => notice.replaceAll(/file:\S*(?=")/g, 'file:///inbox')),
  }
}

test('lists numbers as numbers, and two spellings of one as one partition', async () => {
  const { lines } = await listed(['1/b', '10/a', '9/a', '01/c'], { pattern: '{number}/' })
  expect(lines).toEqual(['1: 01/c', '1: 1/b', '9: 9/a', '10: 10/a'])
})

const DAYS = ['2015-01-01/a', '2015-01-03/00/a', '2015-01-04/00/a', '2015-01-04/23/a', '2015-01-05/a']
const ALL = [
  '2015-01-01: 2015-01-01/a',
  '2015-01-03T00: 2015-01-03/00/a',
  '2015-01-04T00: 2015-01-04/00/a',
  '2015-01-04T23: 2015-01-04/23/a',
  '2015-01-05: 2015-01-05/a',
]

test.each([
  [{}, ALL],
  [{ start: '2015-01-02', end: '2015-01-03' }, ALL.slice(1, 2)],
  [{ start: '2015-01-04T00', end: '2015-01-04T22' }, ALL.slice(2, 3)],
  [{ start: '2015-01-04T23' }, ALL.slice(3)],
])('lists the days and hours within %j', async (bounds, expected) => {
  expect(await listed(DAYS, { pattern: '{day}/{hour}/', ...bounds })).toEqual({
    lines: expected,
    notices: [],
  })
})

test('leaves out the partitions below the one that it is asked to begin with', async () => {
  const { lines } = await listed(DAYS, { pattern: '{day}/{hour}/' }, '2015-01-04T01')
  expect(lines).toEqual(ALL.slice(3))
})

test('lists days by year, month and day', async () => {
  const { lines } = await listed(['year=2015/month=2/a', 'year=2015/month=1/day=09/x/y'], {
    pattern: 'year={year}/month={month}/day={day}/',
  })
  expect(lines).toEqual(['2015-01-09: year=2015/month=1/day=09/x/y'])
})

test('reports once what is no part of the series', async () => {
  const { lines, notices } = await listed(['2015-01-01/a', '2015-02-30/a', 'README'], { pattern: '{day}/' })
  expect(lines).toEqual(['2015-01-01: 2015-01-01/a'])
  expect(notices).toEqual([
    '"file:///inbox" has 2 files left out, because they are not part of the series "{day}/", such as "2015-02-30/a".',
  ])
})

test.each([
  [{ pattern: '{day}/{hour}/' }],
  [{ pattern: '{day}/{hour}/', start: '2015-01-02T05' }],
  [{ pattern: '{day}/' }],
])('refuses a day with files of its own as well as hours: %j', async (series) => {
  await expect(listed(['2015-01-02/a', '2015-01-02/05/a'], series)).rejects.toMatchObject({
    code: 'SERIES_MIXED',
    retryable: false,
  })
})

test('reports hours if the series is one of days', async () => {
  const { lines, notices } = await listed(['2015-01-01/00/a', '2015-01-01/01/a'], { pattern: '{day}/' })
  expect(lines).toHaveLength(2)
  expect(notices).toHaveLength(1)
  expect(notices[0]).toContain('looks like a file of an hour')
})
