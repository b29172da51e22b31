import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { SourceError, type NameCounts } from '@arbalest/core/plugin'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compressionOf, documentNames, type DocumentForm } from '../src/index.js'
import { stored } from './stored.js'

const PLAIN: DocumentForm = { compression: 'none', encoding: 'utf8', skipLines: 0 }

/** What is read of an object of this content, as plain objects. */
const read = async (content: Buffer | string, form: Partial<DocumentForm> = {}) => {
  const { open, object } = stored(content)
  const found = await documentNames(open, object, { ...PLAIN, ...form })
  return found.kind === 'documents' ? { ...found, names: plain(found.names) } : found
}

const plain = (names: NameCounts): object =>
  Object.fromEntries(
    [...names].map(([name, { documents, within }]) => [
      name,
      within.size === 0 ? documents : [documents, plain(within)],
    ]),
  )

const USERS = { kind: 'documents', documents: 2, whole: true, names: { id: 2, user: [2, { Name: 1 }] } }
const TEXT = '{"id":1,"user":{"Name":"x"}}\n{"user":{},\n "id":null}\n'
// Made by bzip2 and zstd from {"a":1} and a newline.
const BZ2 = Buffer.from('QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAogACIDZQhgEUofF3JFOFCQusZN2w==', 'base64')
const ZST = Buffer.from('KLUv/QRYQQAAeyJhIjoxfQri7+zg', 'base64')

describe('documentNames', () => {
  test('counts names by documents, at their places and in their case', async () => {
    expect(await read(TEXT)).toEqual(USERS)
    expect(await read('{"a":1,"a":2}[{"b":1}]{"c":[{"d":1}]}')).toEqual({
      kind: 'documents',
      documents: 3,
      whole: true,
      names: { a: 1, c: 1 },
    })
  })

  test('counts names in the first elements of arrays, of which others may be anything', async () => {
    const items = [{ sku: 1 }, 2, [{ deep: 1 }], ...Array.from({ length: 20 }, () => ({ sku: 1 }))]
    const { open, object } = stored(`${JSON.stringify({ items })}{"items":[{"SKU":1,"in":[{"a":1}]}]}`)
    const found = await documentNames(open, object, PLAIN)
    const elements = found.kind === 'documents' ? found.names.get('items')?.elements : undefined
    expect(plain(elements!.get(0)!)).toEqual({ sku: 1, SKU: 1, in: 1 })
    expect(plain(elements!.get(0)!.get('in')!.elements!.get(0)!)).toEqual({ a: 1 })
    expect([...elements!.keys()]).toEqual([0, ...Array.from({ length: 13 }, (_, index) => index + 3)])
  })

  test('reads text behind a byte order mark, in UTF-16, and behind lines that are skipped', async () => {
    expect(await read(`\ufeff${TEXT}`)).toEqual(USERS)
    const little = Buffer.from(`\ufeff${TEXT}`, 'utf16le')
    const big = Buffer.from(little).swap16()
    expect(await read(little, { encoding: 'utf16' })).toEqual(USERS)
    expect(await read(big, { encoding: 'utf16' })).toEqual(USERS)
    expect(await read(big.subarray(2), { encoding: 'utf16be' })).toEqual(USERS)
    expect(await read(`one {\ntwo\n${TEXT}`, { skipLines: 2 })).toEqual(USERS)
  })

  test.each([
    ['gzip', gzipSync('{"a":1}\n')],
    ['bzip2', BZ2],
    ['zstd', ZST],
  ] as const)('reads what is compressed by %s, and says what is not', async (compression, content) => {
    const names = { kind: 'documents', documents: 1, whole: true, names: { a: 1 } }
    expect(await read(content, { compression })).toEqual(names)
    expect(await read('{"a":1}\n', { compression })).toEqual({
      kind: 'unread',
      reason: 'is not compressed as its name, or the option compression, says',
    })
  })

  test('reads no more than it needs, and takes no part for the whole', async () => {
    const line = `{"a":1,"b":"${'x'.repeat(100)}"}\n`
    for (const [content, compression] of [
      [Buffer.from(line.repeat(100_000)), 'none'],
      [gzipSync(randomBytes(200_000).toString('hex').replaceAll(/.{40}/g, '{"a":"$&"}\n')), 'gzip'],
    ] as const) {
      const { open, object, requests } = stored(content)
      const found = await documentNames(open, object, { ...PLAIN, compression })
      expect(found).toMatchObject({ kind: 'documents', whole: false })
      expect(found.kind === 'documents' && found.documents).toBeGreaterThan(100)
      expect(requests).toEqual([64 * 1024])
    }
  })

  test('reads more only if a first document is longer, and then at most 1 MiB', async () => {
    const long = stored(`{"a":"${'x'.repeat(100_000)}"}\n`.repeat(20))
    const found = await documentNames(long.open, long.object, PLAIN)
    expect(found).toMatchObject({ kind: 'documents', whole: false })
    expect(long.requests).toEqual([64 * 1024, 1024 * 1024])
    const longest = stored(`{"a":"${'x'.repeat(2_000_000)}"}`)
    expect(await documentNames(longest.open, longest.object, PLAIN)).toMatchObject({
      kind: 'documents',
      documents: 0,
      whole: false,
    })
  })

  test('passes over what is no document, which is then not the whole; asks for nothing of an empty object', async () => {
    expect(await read('{"a":1},{"b":01}{"c":1}')).toMatchObject({
      documents: 2,
      whole: false,
      names: { a: 1, c: 1 },
    })
    const { open, object, requests } = stored('')
    expect(await documentNames(open, object, PLAIN)).toMatchObject({ documents: 0 })
    expect(requests).toEqual([])
  })

  test('throws what the source throws', async () => {
    const denied = new SourceError('SOURCE_DENIED', 'no')
    const { object } = stored(TEXT)
    const open = () => {
      throw denied
    }
    await expect(documentNames(open, object, PLAIN)).rejects.toBe(denied)
  })

  test('finds the names of any documents, however they are written', async () => {
    const document = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 }), {
      maxKeys: 5,
    })
    const form = fc.record({
      indent: fc.constantFrom(undefined, 2),
      between: fc.constantFrom('', '\n', ' \r\n'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 8 }),
        form,
        async (documents, written) => {
          const texts = documents.map((each) => JSON.stringify(each, undefined, written.indent))
          const found = await read(texts.join(written.between))
          const names = (found as { readonly names: Record<string, unknown> }).names
          const expected = new Set(documents.flatMap((each) => Object.keys(each)).filter(isSound))
          expect(new Set(Object.keys(names).filter(isSound))).toEqual(expected)
          for (const name of expected) {
            const times = documents.filter((each) => Object.hasOwn(each, name)).length
            expect([names[name]].flat()[0]).toBe(times)
          }
          expect(found).toMatchObject({ documents: documents.length, whole: true })
        },
      ),
    )
  })
})

/** Whether a name can stand in a path: text that is UTF-8, and not what objects of JavaScript inherit. */
function isSound(name: string): boolean {
  return !/[\p{Cs}\0]/u.test(name) && name !== '__proto__'
}

test.each([
  ['a/b.JSON.GZ', 'gzip'],
  ['a.bz2', 'bzip2'],
  ['a.zst', 'zstd'],
  ['a.lzo', 'lzop'],
  ['a.gz/b', 'none'],
])('%s is compressed by %s', (key, compression) => {
  expect(compressionOf(key)).toBe(compression)
})
