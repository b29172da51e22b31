import { collect, compareKeys, each, type SourceObject } from '@arbalest/core/plugin'
import { startS3, type S3Server } from '@arbalest/sandbox'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Bucket } from '../bucket.js'
import { countRequests } from '../count-requests.js'
import { fill } from '../fill.js'

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`)

/** Few of these are asked for, and more than a page lies between them. */
const SPARSE = numbered('sparse/', 2_200)
/** More than a page of others lies behind `odd/`, and before the odd keys that are asked for. */
const ODD = [
  'odd/!',
  'odd/! ',
  'odd/!!',
  'odd/\ue000',
  'odd/\ue000a',
  'odd/\u{1f600}',
  'odd/\u{1f600}\u{1f600}',
]
const FOREIGN = [...numbered('odd/ ', 1_100), ...numbered('odd/a', 1_100)]
const DENSE = numbered('dense/', 1_000)
const TOP = [' ', '!', '\ue000', 'z']

let server: S3Server
let bucket: Bucket
let objects: ReadonlyMap<string, SourceObject>

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await startS3()
  bucket = await Bucket.create(server.url)
  await fill(server, bucket.name, [...SPARSE, ...ODD, ...FOREIGN, ...DENSE, ...TOP])
  objects = new Map((await collect(each(bucket.list()))).map((object) => [object.key, object]))
})

afterAll(async () => {
  await bucket[Symbol.asyncDispose]()
  await server.stop()
  vi.unstubAllEnvs()
})

const named = (keys: readonly string[]) => keys.map((key) => objects.get(key)!)
const overwritten = (object: SourceObject) => ({ ...object, version: 'another' })
const gone = (key: string): SourceObject => ({ key, version: '1', size: 1, url: bucket.url + key })

/** The keys of those of `given` that have changed, and how many requests it took to see that. */
async function look(given: readonly SourceObject[]): Promise<{ changed: string[]; requests: number }> {
  let changed: string[] = []
  const requests = await countRequests(async () => {
    changed = (await bucket.changed(given)).map(({ key }) => key)
  })
  return { changed, requests }
}

test('sees a thousand neighbours in one request', async () => {
  expect(await look(named(DENSE))).toEqual({ changed: [], requests: 1 })
})

test('sees keys that lie far apart in one request each', async () => {
  const keys = ['sparse/0000', 'sparse/1050', 'sparse/2100']
  expect(await look(named(keys))).toEqual({ changed: [], requests: 3 })
})

test('sees one object in one request, and none in none', async () => {
  expect(await look(named(['dense/0500']))).toEqual({ changed: [], requests: 1 })
  expect(await look([])).toEqual({ changed: [], requests: 0 })
})

test.each([
  ['a blank at the end', ['odd/! ', 'odd/!!']],
  ['the character behind the blank at the end', ['odd/!', 'odd/\u{1f600}']],
  ['U+E000 at the end', ['odd/\ue000', 'odd/\u{1f600}']],
  ['a character of two halves at the end', ['odd/\u{1f600}', 'odd/\u{1f600}\u{1f600}']],
  ['a key that others begin with', ['odd/!', 'odd/! ', 'odd/!!']],
  ['a blank alone', [' ', '!']],
  ['one character alone', ['!', '\ue000']],
])('sees %s in no more requests than there are objects', async (_, keys) => {
  const { changed, requests } = await look(named(keys))
  expect(changed).toEqual([])
  expect(requests).toBeLessThanOrEqual(keys.length)
})

test('returns what is gone or was overwritten, in key order', async () => {
  const given = [...named(DENSE), gone('dense/0500a'), gone('dense/a')]
  given[7] = overwritten(given[7]!)
  expect(await look(given.toReversed())).toEqual({
    changed: ['dense/0007', 'dense/0500a', 'dense/a'],
    requests: 2,
  })
})

test('returns what a plain comparison would, in no more requests than there are objects', async () => {
  const all = [...objects.keys()]
  const object = fc.oneof(
    fc.constantFrom(...all, ...ODD, ...TOP).map((key) => objects.get(key)!),
    fc.constantFrom(...ODD, ...TOP).map((key) => objects.get(key)!),
    fc.constantFrom(...all).map((key) => overwritten(objects.get(key)!)),
    fc.constantFrom(...all, ...ODD).map((key) => gone(`${key}~`)),
  )
  const stretch = fc
    .tuple(fc.nat(all.length), fc.nat(200))
    .map(([from, count]) => named(all.slice(from, from + count)))
  const given = fc
    .tuple(fc.array(object, { maxLength: 20 }), fc.array(stretch, { maxLength: 2 }))
    .map(([some, stretches]) => [
      ...new Map([...some, ...stretches.flat()].map((found) => [found.key, found])).values(),
    ])
  await fc.assert(
    fc.asyncProperty(given, async (asked) => {
      const { changed, requests } = await look(asked)
      const expected = asked.filter(({ key, version }) => objects.get(key)?.version !== version)
      expect(changed).toEqual(expected.map(({ key }) => key).toSorted(compareKeys))
      expect(requests).toBeLessThanOrEqual(asked.length)
    }),
    { numRuns: 60, seed: 7 },
  )
})
