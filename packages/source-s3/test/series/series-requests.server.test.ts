import { collect, each } from '@arbalest/core/plugin'
import { startS3 } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SeriesOptions } from '../../src/index.js'
import { Bucket, type TestedOptions } from '../bucket.js'
import { countRequests } from '../count-requests.js'
import { fill } from '../fill.js'
import type { S3Server } from '../source-behaviour.js'

let server: S3Server

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await startS3()
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  vi.unstubAllEnvs()
})

/** How many objects a listing of `series` has, and how many requests it takes one after the other. */
async function cost(
  bucket: Bucket,
  series: SeriesOptions,
  { from, ...options }: TestedOptions & { from?: string } = {},
): Promise<{ objects: number; requests: number }> {
  const source = bucket.source({ series, parallel: 1, ...options })
  let objects = 0
  const requests = await countRequests(async () => {
    objects = (await collect(each(source.list({ from })))).length
  })
  return { objects, requests }
}

/** The days from 2015-01-01 on. */
function days(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(2015, 0, 1 + index)).toISOString().slice(0, 10),
  )
}

function within(folder: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${folder}/${String(index).padStart(3, '0')}`)
}

describe('a series of 1,000 days with 100 objects each', () => {
  let bucket: Bucket

  beforeAll(async () => {
    bucket = await Bucket.create(server.url)
    // Only the 40 days around those in range really have 100, 4,000 objects; the others have one, for time's
    // sake: a page has 1,000 objects, so that no listing below of less than all comes as far as to the others.
    const keys = days(1_000).flatMap((day, index) => within(day, index >= 480 && index < 520 ? 100 : 1))
    await fill(server, bucket.name, keys)
  }, 60_000)

  afterAll(async () => {
    await bucket[Symbol.asyncDispose]()
  })

  const [start, , end] = days(1_000).slice(500, 503)

  test('takes two requests where three days are in range: one finds them, one lists their objects', async () => {
    // The first begins at the start and has 500 folders, of which those behind the end are passed over.
    // The second begins at the first day in range; its page of 1,000 objects has all 300 of them.
    expect(await cost(bucket, { pattern: '{day}/', start, end })).toEqual({ objects: 300, requests: 2 })
  })

  test('takes no more where the first of them is the one to begin with', async () => {
    expect(await cost(bucket, { pattern: '{day}/', end }, { from: start! })).toEqual({
      objects: 300,
      requests: 2,
    })
  })

  test('takes a request more for each 1,000 objects in range', async () => {
    const twentyOneDays = { start: days(1_000)[490]!, end: days(1_000)[510]! }
    // 1 finds the days, 3 list 2,100 objects.
    expect(await cost(bucket, { pattern: '{day}/', ...twentyOneDays })).toEqual({
      objects: 2_100,
      requests: 4,
    })
  })

  test('takes a request for each 1,000 days and one for each 1,000 objects where all is in range', async () => {
    // 1 finds 1,000 days; 40 × 100 + 960 = 4,960 objects are on 5 pages. With 100 a day it were 100 pages.
    expect(await cost(bucket, { pattern: '{day}/' })).toEqual({ objects: 4_960, requests: 6 })
  })

  test('takes one request where no day is in range', async () => {
    expect(await cost(bucket, { pattern: '{day}/', start: '2030-01-01' })).toEqual({
      objects: 0,
      requests: 1,
    })
    expect(await cost(bucket, { pattern: '{day}/', end: '2010-01-01' })).toEqual({ objects: 0, requests: 1 })
  })

  test('takes a request more for each day in range that is asked for its hours', async () => {
    // 1 finds the days, 3 find that none of them has hours, 1 lists their objects.
    expect(await cost(bucket, { pattern: '{day}/{hour}/', start, end })).toEqual({
      objects: 300,
      requests: 5,
    })
  })

  test('takes no more pages than are consumed, if they are asked for one after the other', async () => {
    const requests = await countRequests(async () => {
      for await (const _ of bucket.source({ series: { pattern: '{day}/' }, parallel: 1 }).list()) break
    })
    expect(requests).toBe(2)
  })
})

test('hours of days that follow each other take one listing', async () => {
  const hours = days(3).flatMap((day) => ['00', '01', '23'].map((hour) => `${day}/${hour}`))
  await using bucket = await Bucket.create(server.url)
  await fill(
    server,
    bucket.name,
    hours.flatMap((hour) => within(hour, 10)),
  )
  // 1 finds the days, 3 find their hours, 1 lists 90 objects.
  expect(await cost(bucket, { pattern: '{day}/{hour}/' })).toEqual({ objects: 90, requests: 5 })
})

test('years and months out of range are not looked into', async () => {
  const keys = days(1_000).map((day) => `${day.replaceAll('-', '/')}/a`)
  await using bucket = await Bucket.create(server.url)
  await fill(server, bucket.name, keys)
  const series = { pattern: '{year}/{month}/{day}/', start: '2016-01-31', end: '2016-02-01' }
  // 1 finds the years, 1 the months of 2016, 2 the days of January and of February, 1 lists both objects.
  expect(await cost(bucket, series)).toEqual({ objects: 2, requests: 5 })
})

test('numbers that stand apart by name take a listing each time', async () => {
  await using bucket = await Bucket.create(server.url)
  await fill(
    server,
    bucket.name,
    Array.from({ length: 20 }, (_, index) => `${index + 1}/a`),
  )
  // By name it is 1, 10 to 19, 2, 20, 3 to 9: 1 finds them; 1, 2, 3 to 9, 10 to 19 and 20 are listed apart.
  expect(await cost(bucket, { pattern: '{number}/' })).toEqual({ objects: 20, requests: 6 })
})

test('more than 1,000 folders are found page by page, and days no further than to the end', async () => {
  await using bucket = await Bucket.create(server.url)
  const all = days(2_500)
  await fill(server, bucket.name, [
    ...all.map((day) => `days/${day}/a`),
    ...all.map((_, index) => `numbers/${index + 1}/a`),
  ])
  // 2 find 1,100 days, 2 list as many objects.
  expect(await cost(bucket, { pattern: '{day}/', end: all[1_099]! }, { prefix: 'days/' })).toEqual({
    objects: 1_100,
    requests: 4,
  })
  // 3 find 2,500 numbers, 1 lists the objects of the ten in range.
  expect(
    await cost(bucket, { pattern: '{number}/', start: 2_000, end: 2_009 }, { prefix: 'numbers/' }),
  ).toEqual({
    objects: 10,
    requests: 4,
  })
})

test('what lies among the days and is no part of the series is not listed', async () => {
  await using bucket = await Bucket.create(server.url)
  // By name it is 01-copy/, 01/, 01_old/, 02/, as "-" comes before "/" and "_" after it.
  await fill(server, bucket.name, [
    ...within('2015-01-01-copy', 1_500),
    '2015-01-01/a',
    ...within('2015-01-01_old', 1_500),
    '2015-01-02/a',
  ])
  // 1 finds the days; each of them is listed apart.
  expect(await cost(bucket, { pattern: '{day}/' })).toEqual({ objects: 2, requests: 3 })
  expect(await cost(bucket, { pattern: '{day}/' }, { exclude: ['*_old/**'] })).toEqual({
    objects: 2,
    requests: 3,
  })
})

test('what lies before the first hour of a day and is no part of the series is not listed', async () => {
  await using bucket = await Bucket.create(server.url)
  await fill(server, bucket.name, ['2015-01-01/23/a', ...within('2015-01-02/!', 2_500), '2015-01-02/00/a'])
  // 1 finds the days, 2 their hours; each hour is listed apart.
  expect(await cost(bucket, { pattern: '{day}/{hour}/' })).toEqual({ objects: 2, requests: 5 })
})

test('what comes before the days and is no part of the series is not listed', async () => {
  await using bucket = await Bucket.create(server.url)
  await fill(server, bucket.name, [...within('2015-01-01-copy', 1_500), '2015-01-01/a', '2015-01-02/a'])
  // 1 finds the days, 1 lists both objects.
  expect(await cost(bucket, { pattern: '{day}/' })).toEqual({ objects: 2, requests: 2 })
})
