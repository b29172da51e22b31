import { Readable } from 'node:stream'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOf, type PageContent } from '../src/listing/page-content.js'
import { plainText } from '../src/listing/page-text.js'
import { scanPage } from '../src/listing/scan-page.js'
import { writePage, writtenPage } from './listing-xml.js'

let body = ''
const client = new S3Client({
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  requestHandler: {
    handle: async () => ({
      response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)]) },
    }),
  },
})

/** A page with all its objects made. */
function made({ objects, ...content }: PageContent) {
  return { ...content, objects: objects.make() }
}

/** What is read of a page without the SDK's parser; undefined if it is left to that. */
function scanned(xml: string) {
  const content = scanPage(plainText(xml))
  return content && made(content)
}

/** What the SDK's parser reads of a page; undefined if it throws. */
async function parsed(xml: string) {
  body = xml
  const answer = client.send(new ListObjectsV2Command({ Bucket: 'acme-events' }))
  return answer
    .then(contentOf)
    .then(made)
    .catch(() => undefined)
}

/** Whether the SDK takes a key for empty: it does so if there are but blanks and a line break in it. */
const isMisread = (text = '') => text.trim() === '' && text.includes('\n')

test('reads every page as it was written, and as the SDK reads it', async () => {
  await fc.assert(
    fc.asyncProperty(writtenPage, async (page) => {
      const xml = writePage(page)
      const read = scanned(xml)
      expect(read).toEqual({
        objects: page.objects.map(({ key, etag, size, modified }) => ({
          key,
          etag,
          size,
          modified: modified.getTime(),
        })),
        lacking: 0,
        folders: page.folders,
        isTruncated: page.token !== undefined,
        keyCount: page.objects.length + page.folders.length,
        token: page.token,
      })
      if ([...page.objects.map(({ key }) => key), page.token].some(isMisread)) return
      expect(read).toEqual(await parsed(xml))
    }),
    { numRuns: 300 },
  )
})

const FRAGMENTS =
  '< > / & ; " % + %25 %C3 &amp; &nbsp; &#x41; &#65; <Key> </Key> <Key>b</Key> <Contents> </Contents> <!----> <![CDATA[<]]> <a/> <?a?> <IsTruncated>false</IsTruncated> <EncodingType>url</EncodingType> </ListBucketResult>'
    .split(' ')
    .concat(' ', '\n', '\r')

test('reads a damaged page as the SDK does, or leaves it to the SDK', async () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    cut: fc.oneof(fc.constant(0), fc.nat({ max: 200 })),
    put: fc.oneof(fc.constant(''), fc.constantFrom(...FRAGMENTS)),
  })
  let read = 0
  await fc.assert(
    fc.asyncProperty(writtenPage, fc.array(damage, { minLength: 1, maxLength: 2 }), async (page, damages) => {
      const damaged = damages.reduce((text, { at, cut, put }) => {
        const from = Math.floor(at * text.length)
        return text.slice(0, from) + put + text.slice(from + cut)
      }, writePage(page))
      // Half a character cannot be sent as UTF-8.
      const xml = Buffer.from(damaged).toString()
      const content = scanned(xml)
      if (!content || content.objects.some(({ key }) => isMisread(key)) || isMisread(content.token)) return
      read++
      expect(content).toEqual(await parsed(xml))
    }),
    { numRuns: 1500 },
  )
  expect(read).toBeGreaterThan(20)
})

test('leaves to the SDK what is written otherwise than S3 writes it', () => {
  const object =
    '<Contents><Key>a</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>1</ETag><Size>1</Size></Contents>'
  const page = `<ListBucketResult><IsTruncated>false</IsTruncated>${object}</ListBucketResult>`
  expect(scanPage(plainText(page))).toBeDefined()
  for (const [from, to] of [
    ['<ListBucketResult>', '<ListBucketResult a="b">'],
    ['<ListBucketResult>', '<ListBucketResult><!-- -->'],
    ['<ListBucketResult>', '<ListBucketResult><Surprise>1</Surprise>'],
    ['<IsTruncated>false', '<IsTruncated>no'],
    ['<IsTruncated>false', '<EncodingType>url</EncodingType><KeyCount>1e3</KeyCount><IsTruncated>false'],
    ['<Key>a', '<Key><![CDATA[a]]>'],
    ['<Key>a', '<Key>a\n'],
    ['<Key>a', '<Key>a & b'],
    ['<Key>a', '<Key>a&#xD800;'],
    ['<Key>a', '<Key>a&nbsp;'],
    [
      '<IsTruncated>false</IsTruncated><Contents><Key>a',
      '<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType><Contents><Key>%C3',
    ],
    ['<Key>a</Key>', ''],
    ['<Key>a</Key>', '<Key>a</Key><Key>b</Key>'],
    ['<ETag>1</ETag>', '<ETag></ETag>'],
    ['2026-01-01T', '2026-13-01T'],
    ['2026-01-01T', '0026-01-01T'],
    ['<Size>1</Size>', ''],
    ['</ListBucketResult>', '</ListBucketResult><a/>'],
    ['</ListBucketResult>', ''],
  ] as const) {
    expect(scanPage(plainText(page.replace(from, to))), to).toBeUndefined()
  }
})

test('reads characters by their number, which the SDK confuses beyond the first 65,536', () => {
  const object =
    '<Contents><Key>&#x1F600;&#128512;</Key><LastModified>2026-01-01T00:00:00Z</LastModified><ETag>1</ETag><Size>1</Size></Contents>'
  const xml = `<ListBucketResult><IsTruncated>false</IsTruncated>${object}</ListBucketResult>`
  expect(scanned(xml)?.objects[0]?.key).toBe('\u{1F600}\u{1F600}')
})

test('reads a key whose percent sign or plus sign is written by its number, as the SDK does', () => {
  const objects = ['&#37;41', '&#x2b;b', 'c'].map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00Z</LastModified><ETag>1</ETag><Size>1</Size></Contents>`,
  )
  const xml = `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${objects.join('')}</ListBucketResult>`
  expect(scanned(xml)?.objects.map(({ key }) => key)).toEqual(['A', ' b', 'c'])
})
