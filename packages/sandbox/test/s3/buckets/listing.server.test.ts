import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fixture } from '../fixture.js'
import { kinds, useBucket } from '../fixture.js'

async function putAll({ s3, bucket: Bucket }: Fixture, keys: readonly string[]): Promise<void> {
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: Key })
}

/** Lists everything, page by page, as what it met in order. */
async function listAll(
  { s3, bucket: Bucket }: Fixture,
  options: { Prefix?: string; Delimiter?: string; StartAfter?: string; MaxKeys?: number },
): Promise<{ keys: string[]; prefixes: string[]; pages: number }> {
  const found = { keys: [] as string[], prefixes: [] as string[], pages: 0 }
  let token: string | undefined
  do {
    const page = await s3.listObjectsV2({
      Bucket,
      ...options,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    })
    found.keys.push(...(page.Contents ?? []).map(({ Key }) => Key as string))
    found.prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix as string))
    found.pages++
    const count = (page.Contents?.length ?? 0) + (page.CommonPrefixes?.length ?? 0)
    expect(page.KeyCount).toBe(count)
    expect(count).toBeLessThanOrEqual(options.MaxKeys ?? 1000)
    expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined)
    token = page.NextContinuationToken
  } while (token !== undefined)
  return found
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

describe.each(kinds)('a listing of a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('is in the order of UTF-8 bytes, which is not that of JavaScript', async () => {
    const keys = [
      'order/😀',
      'order/\uffe6',
      'order/Z',
      'order/a-b',
      'order/é',
      'order/a.b',
      'order/a/b',
      'order/a0',
    ]
    await putAll(fixture, keys)
    const { keys: listed } = await listAll(fixture, { Prefix: 'order/' })
    expect(listed).toEqual(keys.toSorted(byBytes))
    expect(listed.at(-1)).toBe('order/😀')
  })

  it('goes on behind the last page until nothing is left', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `paged/${String(index).padStart(3, '0')}`)
    await putAll(fixture, keys)
    expect(await listAll(fixture, { Prefix: 'paged/', MaxKeys: 10 })).toEqual({
      keys,
      prefixes: [],
      pages: 3,
    })
    expect(await listAll(fixture, { Prefix: 'paged/', MaxKeys: 25 })).toEqual({
      keys,
      prefixes: [],
      pages: 1,
    })
  })

  it('rolls up what lies behind a delimiter, each common prefix counting as one', async () => {
    await putAll(fixture, ['roll/a/1', 'roll/a/2', 'roll/b', 'roll/c/1', 'roll/c/d/2', 'roll/e'])
    const found = { keys: ['roll/b', 'roll/e'], prefixes: ['roll/a/', 'roll/c/'] }
    expect(await listAll(fixture, { Prefix: 'roll/', Delimiter: '/' })).toEqual({ ...found, pages: 1 })
    expect(await listAll(fixture, { Prefix: 'roll/', Delimiter: '/', MaxKeys: 1 })).toEqual({
      ...found,
      pages: 4,
    })
  })

  it('begins behind a key that need not exist', async () => {
    await putAll(fixture, ['after/a', 'after/b/x', 'after/c'])
    const after = (StartAfter: string) => listAll(fixture, { Prefix: 'after/', StartAfter })
    expect((await after('after/a')).keys).toEqual(['after/b/x', 'after/c'])
    expect((await after('after/b')).keys).toEqual(['after/b/x', 'after/c'])
    expect((await after('after/b/x')).keys).toEqual(['after/c'])
    expect((await after('aaa')).keys).toHaveLength(3)
    expect((await after('zzz')).keys).toEqual([])
  })

  it('percent-encodes keys where it is asked to', async () => {
    const { s3, bucket: Bucket } = fixture
    await putAll(fixture, ['encode/a b+c(d)~é/ü'])
    const page = await s3.listObjectsV2({ Bucket, Prefix: 'encode/', EncodingType: 'url' })
    expect(page.Contents?.[0]?.Key).toBe('encode/a+b%2Bc%28d%29%7E%C3%A9/%C3%BC')
    expect(page.EncodingType).toBe('url')
  })

  it('pages by marker in its first version', async () => {
    const { s3, bucket: Bucket } = fixture
    await putAll(fixture, ['v1/a', 'v1/b/1', 'v1/b/2', 'v1/c'])
    const found: (string | undefined)[] = []
    let Marker: string | undefined
    do {
      const page = await s3.listObjects({
        Bucket,
        Prefix: 'v1/',
        Delimiter: '/',
        MaxKeys: 1,
        ...(Marker === undefined ? {} : { Marker }),
      })
      found.push(...(page.Contents ?? []).map(({ Key }) => Key))
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix))
      Marker = page.NextMarker
    } while (Marker !== undefined)
    expect(found).toEqual(['v1/a', 'v1/b/', 'v1/c'])
  })

  it('has no more than a thousand keys a page, and none if none are asked for', async () => {
    const { s3, bucket: Bucket } = fixture
    const page = await s3.listObjectsV2({ Bucket, MaxKeys: 5000 })
    expect(page.MaxKeys).toBe(1000)
    expect(await s3.listObjectsV2({ Bucket, MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false })
  })

  it.each([
    ['max-keys=-1', 'max-keys'],
    ['max-keys=ten', 'max-keys'],
    ['continuation-token=bogus', 'continuation-token'],
    ['encoding-type=base64', 'encoding-type'],
  ])('refuses %s', async (query, name) => {
    const answer = await fetch(`${fixture.server.url}/${fixture.bucket}?list-type=2&${query}`)
    expect(answer.status).toBe(400)
    const body = await answer.text()
    expect(body).toContain('<Code>InvalidArgument</Code>')
    expect(body).toContain(`<ArgumentName>${name}</ArgumentName>`)
  })
})

describe.each(kinds)('any listing of a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)
  // Slashes, what sorts around them, upper case, and characters on which UTF-8 and UTF-16 disagree.
  const part = fc.string({
    unit: fc.constantFrom('a', 'B', '-', '0', '.', 'é', '\uffe6', '😀'),
    minLength: 1,
    maxLength: 2,
  })
  const key = fc
    .array(part, { minLength: 1, maxLength: 3 })
    .filter((parts) => !parts.some((name) => name === '.' || name === '..'))
    .map((parts) => parts.join('/'))

  it('is what a model says', async () => {
    const listing = fc.record({
      keys: fc.uniqueArray(key, { maxLength: 12 }),
      prefix: fc.oneof(fc.constant(''), part, key),
      delimiter: fc.constantFrom('', '/', 'a', '-0'),
      startAfter: fc.oneof(fc.constant(''), key),
      maxKeys: fc.integer({ min: 1, max: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(listing, async ({ keys, prefix, delimiter, startAfter, maxKeys }) => {
        const held = withoutFoldersInTheWay(keys)
        await putAll(fixture, held)
        const found = await listAll(fixture, {
          Prefix: prefix,
          Delimiter: delimiter,
          StartAfter: startAfter,
          MaxKeys: maxKeys,
        })
        const { s3, bucket: Bucket } = fixture
        for (const Key of held) await s3.deleteObject({ Bucket, Key })
        const expected = modelListing(held, prefix, delimiter, startAfter)
        expect({ keys: found.keys, prefixes: found.prefixes }).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})

/** A served folder cannot hold a file and a folder of one name. */
function withoutFoldersInTheWay(keys: readonly string[]): string[] {
  return keys.filter((key) => !keys.some((other) => other.startsWith(`${key}/`)))
}

function modelListing(keys: readonly string[], prefix: string, delimiter: string, startAfter: string) {
  const behind = keys
    .filter((key) => key.startsWith(prefix) && byBytes(key, startAfter) > 0)
    .toSorted(byBytes)
  const cut = (key: string) => (delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length))
  const rolled = behind.filter((key) => cut(key) >= 0).map((key) => key.slice(0, cut(key) + delimiter.length))
  return { keys: behind.filter((key) => cut(key) < 0), prefixes: [...new Set(rolled)] }
}
