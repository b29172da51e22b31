import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { compareKeys } from '@arbalest/core/plugin'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listRanges } from '../src/listing/list-ranges.js'
import { MadeObjects, type WaitingPage } from '../src/listing/page-objects.js'

const PAGE = 10

/** A bucket in memory, whose pages take their time. */
class Bucket {
  readonly keys: readonly string[]
  requests = 0
  most = 0
  /** How many requests were under way as each was made, in all. */
  together = 0
  #underWay = 0
  readonly #fault: (request: number, underWay: number) => Error | undefined

  constructor(
    keys: readonly string[],
    fault: (request: number, underWay: number) => Error | undefined = () => undefined,
  ) {
    this.keys = [...new Set(keys)].toSorted(compareKeys)
    this.#fault = fault
  }

  async *list(after: string | undefined): AsyncGenerator<WaitingPage> {
    for (let last = after, isLast = false; !isLast;) {
      const request = this.requests++
      this.most = Math.max(this.most, ++this.#underWay)
      this.together += this.#underWay
      const fault = this.#fault(request, this.#underWay)
      for (let turns = (request * 7) % 5; turns >= 0; turns--) await setImmediate()
      this.#underWay--
      if (fault) throw fault
      const at = last === undefined ? 0 : this.keys.findIndex((key) => compareKeys(key, last!) > 0)
      const keys = at < 0 ? [] : this.keys.slice(at, at + PAGE)
      isLast = at < 0 || at + PAGE >= this.keys.length
      last = keys.at(-1)
      yield {
        objects: new MadeObjects(keys.map((key) => ({ key, etag: '1', size: 1, modified: undefined }))),
        folders: [],
        isLast,
      }
    }
  }

  get pages(): number {
    return Math.max(1, Math.ceil(this.keys.length / PAGE))
  }
}

/** The keys that are listed, and what is thrown behind them. */
async function listed(bucket: Bucket, options: Partial<Parameters<typeof listRanges>[1]> = {}) {
  const keys: string[] = []
  try {
    for await (const { objects } of listRanges((after) => bucket.list(after), {
      prefix: '',
      parallel: 16,
      ...options,
    }))
      keys.push(...objects.make().map(({ key }) => key))
  } catch (error) {
    return { keys, error }
  }
  return { keys, error: undefined }
}

const pad = (number: number, width: number) => String(number).padStart(width, '0')
const hash = (number: number) => createHash('md5').update(String(number)).digest('hex')
const day = (number: number) => new Date(Date.UTC(2018, 0, 1 + number)).toISOString().slice(0, 10)

/** How keys are often called, by their number. */
const SHAPES: Readonly<Record<string, (index: number) => string>> = {
  counted: (index) => `events/part-${pad(index, 10)}.json`,
  hashed: (index) => `events/${hash(index)}.json`,
  'in days': (index) => `events/${day(index % 1000)}/${hash(index)}.json`,
  'in partitions': (index) =>
    `e/dt=${day(index % 90)}/hour=${pad(index % 24, 2)}/part-${pad(index, 8)}-${hash(index).slice(0, 8)}.gz`,
  'in folders of tenants': (index) =>
    `${hash(index % 40).slice(0, 6)}/${pad(index % 12, 2)}/${pad(index, 6)}`,
  'dense behind sparse ones': (index) => (index < 30 ? `a${hash(index)}` : `m/big/${pad(index, 9)}`),
  numbered: (index) => `k/${index}`,
  'beyond UTF-16': (index) => `\u{1f600}${hash(index).slice(0, 4)}\uff21${index}`,
}

describe.each(Object.entries(SHAPES))('lists keys that are %s', (_, shape) => {
  test.each([0, 1, PAGE, PAGE + 1, 3000])('in order and side by side: %i', async (count) => {
    const bucket = new Bucket(Array.from({ length: count }, (__, index) => shape(index)))
    expect(await listed(bucket)).toEqual({ keys: bucket.keys, error: undefined })
    expect(bucket.requests).toBeLessThanOrEqual(bucket.pages * 1.2 + 3)
    expect(bucket.most).toBeLessThanOrEqual(16)
    if (count === 3000) expect(bucket.most).toBeGreaterThanOrEqual(8)
  })
})

const anyKeys = fc.oneof(
  fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { maxLength: 300 }),
  fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), { maxLength: 300 }),
  fc.array(fc.stringMatching(/^[a-c/]{1,4}[0-9]{1,3}$/), { maxLength: 600 }),
)

test('lists any keys, cut anywhere, from any key on, as they are without ranges', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyKeys,
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), { maxLength: 5 }),
      fc.option(fc.string({ minLength: 1, maxLength: 2 }), { nil: undefined }),
      fc.integer({ min: 2, max: 20 }),
      async (keys, cuts, startAfter, parallel) => {
        const bucket = new Bucket(keys)
        const expected = bucket.keys.filter(
          (key) => startAfter === undefined || compareKeys(key, startAfter) > 0,
        )
        const options = { cuts: cuts.toSorted(compareKeys), startAfter, parallel }
        expect(await listed(bucket, options)).toEqual({ keys: expected, error: undefined })
        expect(bucket.most).toBeLessThanOrEqual(parallel)
      },
    ),
  )
})

test('lists up to a key, and asks for little behind it', async () => {
  const bucket = new Bucket(Array.from({ length: 3000 }, (_, index) => pad(index, 5)))
  const { keys } = await listed(bucket, { until: '00999' })
  expect(keys).toEqual(bucket.keys.slice(0, 1000))
  expect(bucket.requests).toBeLessThan(130)
})

const slowDown = () => Object.assign(new Error('Please reduce your request rate.'), { name: 'SlowDown' })

test('asks for less at once if S3 says so, and lists all the same', async () => {
  const bucket = new Bucket(
    Array.from({ length: 3000 }, (_, index) => hash(index)),
    (_, underWay) => (underWay > 3 ? slowDown() : undefined),
  )
  expect(await listed(bucket)).toEqual({ keys: bucket.keys, error: undefined })
  expect(bucket.requests).toBeLessThan(bucket.pages * 2.5)
})

test('throws what S3 says of a single request', async () => {
  const bucket = new Bucket(['a'], slowDown)
  expect(await listed(bucket)).toMatchObject({ keys: [], error: { name: 'SlowDown' } })
})

test('lists all that lies before a page that fails, and nothing behind it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 150 }), fc.boolean(), async (failing, counted) => {
      const shape = counted ? SHAPES['counted']! : SHAPES['hashed']!
      const fault = new Error('reset')
      const bucket = new Bucket(
        Array.from({ length: 1000 }, (_, index) => shape(index)),
        (request) => (request === failing ? fault : undefined),
      )
      const { keys, error } = await listed(bucket)
      expect(keys).toEqual(bucket.keys.slice(0, keys.length))
      if (keys.length < bucket.keys.length || error) expect(error).toBe(fault)
    }),
  )
})

test('asks for no more once nobody consumes it', async () => {
  const bucket = new Bucket(Array.from({ length: 30_000 }, (_, index) => hash(index)))
  for await (const page of listRanges((after) => bucket.list(after), { prefix: '', parallel: 4 })) {
    if (page.objects.length > 0) break
  }
  const { requests } = bucket
  for (let turns = 0; turns < 50; turns++) await setImmediate()
  expect(bucket.requests).toBe(requests)
})

test('asks side by side for what is consumed next, though the cuts lie a hundred pages apart', async () => {
  const keyOf = SHAPES['counted']!
  const bucket = new Bucket(Array.from({ length: 16_000 }, (_, index) => keyOf(index)))
  const cuts = Array.from({ length: 15 }, (_, index) => keyOf((index + 1) * 100 * PAGE - 1))
  const { keys } = await listed(bucket, { cuts })
  expect(keys).toEqual(bucket.keys)
  expect(bucket.together / bucket.requests).toBeGreaterThan(0.85 * 16)
})

test.each([
  ['guessed', []],
  ['long', Array.from({ length: 15 }, (_, index) => (index + 1).toString(16))],
])('keeps no more than some pages of %s ranges that nobody has taken', async (_, cuts) => {
  const bucket = new Bucket(Array.from({ length: 30_000 }, (__, index) => hash(index)))
  const listing = listRanges((after) => bucket.list(after), { prefix: '', cuts, parallel: 4 })
  for (let taken = 1; taken <= 20; taken++) {
    await listing.next()
    for (let turns = 0; turns < 500; turns++) await setImmediate()
    expect(bucket.requests - taken).toBeLessThan(8 * 4 + 4)
  }
  await listing.return(undefined)
})
