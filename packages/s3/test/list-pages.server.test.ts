import { collect } from '@arbalest/core/plugin'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ObjectStore, type S3Error } from '../src/index.js'
import { answering } from './s3-server.js'

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

/** The keys and folders that a server lists which answers with `pages`, the last of them again and again; or why it lists none. */
async function listed(pages: readonly string[], delimiter?: '/'): Promise<readonly string[] | S3Error> {
  let asked = 0
  await using server = await answering((_, response) => {
    if (asked > 20) throw new Error('That is endless.')
    const body = pages[Math.min(asked++, pages.length - 1)]
    response.writeHead(body === '' ? 204 : 200, { 'content-type': 'application/xml' }).end(body)
  })
  const s3 = { endpoint: `http://127.0.0.1:${server.port}`, region: 'us-east-1' }
  const { signal } = new AbortController()
  const store = new ObjectStore('acme-events', s3, { signal, translate: (error) => error })
  try {
    const found = await collect(store.list({ prefix: 'a', delimiter }))
    return found.flatMap(({ objects, folders }) => [...objects.map(({ key }) => key), ...folders])
  } catch (error) {
    return error as S3Error
  } finally {
    store.close()
  }
}

const xml = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${content}</ListBucketResult>`

const object = (key: string, etag = '"1"') =>
  `<Contents><Key>${key}</Key><ETag>${etag}</ETag><Size>1</Size></Contents>`

const folder = (prefix: string) => `<CommonPrefixes><Prefix>${prefix}</Prefix></CommonPrefixes>`

/** A page of objects, and of folders if their names end in a slash; not the last if there is a token. */
function page(keys: readonly string[], token?: string, count = keys.length): string {
  const entries = keys.map((key) => (key.endsWith('/') ? folder(key) : object(key)))
  const next = token === undefined ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`
  return xml(
    `<IsTruncated>${token !== undefined}</IsTruncated><KeyCount>${count}</KeyCount>${next}${entries.join('')}`,
  )
}

test('lists page after page, empty ones among them', async () => {
  expect(await listed([page(['a', 'b'], '1'), page([], '2'), page(['c'])])).toEqual(['a', 'b', 'c'])
  expect(await listed([page(['a', 'b/'], '1'), page(['c/'])], '/')).toEqual(['a', 'b/', 'c/'])
})

test('lists what servers other than AWS count otherwise', async () => {
  const withoutCount = page(['a', 'b/']).replace(/<KeyCount>.*<.KeyCount>/, '')
  expect(await listed([withoutCount], '/')).toEqual(['a', 'b/'])
  expect(await listed([page(['a', 'b/', 'c/'], undefined, 1)], '/')).toEqual(['a', 'b/', 'c/'])
})

test.each([
  ['an HTML page', '<html><body><p>We will be back soon.</p></body></html>', 'without IsTruncated'],
  ['nothing at all', '', 'without IsTruncated'],
  ['an empty listing', xml(''), 'without IsTruncated'],
  ['fewer objects than it says', page(['b'], undefined, 2), 'with a KeyCount of 2, but a length of 1,'],
  ['more objects than it says', page(['b', 'c'], undefined, 1), 'with a KeyCount of 1, but a length of 2,'],
])('takes %s for no page of a listing, be it the first or the second', async (_, body, wrong) => {
  for (const pages of [[body], [page(['a'], '1'), body]]) {
    expect(await listed(pages)).toMatchObject({
      name: 'S3Error',
      trouble: 'unreachable',
      retryable: true,
      message: `The server returned a page ${wrong} for a listing of "s3://acme-events/a"; if this happens again, check the endpoint: it does not support S3's ListObjectsV2.`,
    })
  }
})

const DOES_NOT_SPEAK = `at "s3://acme-events/a"; it does not support S3's ListObjectsV2 as Arbalest needs it.`

test.each([
  ['the same', [page(['a'], '1'), page([], '1')]],
  ['one of two in turn', [page(['a'], '1'), page([], '2'), page([], '1')]],
])('does not ask for ever if a token comes again: %s', async (_, pages) => {
  expect(await listed(pages)).toMatchObject({
    trouble: 'unreachable',
    retryable: false,
    message: `The server listed a page with the token of an earlier one ${DOES_NOT_SPEAK}`,
  })
})

test.each([
  ['objects', [page(['a', 'c'], '1'), page(['b'])], 'b', 'c'],
  ['an object again', [page(['a', 'c'], '1'), page(['c'])], 'c', 'c'],
  ['folders', [page(['b', 'c/'], '1'), page(['a/', 'd'])], 'a/', 'c/'],
  ['keys in the order of UTF-16', [page(['\u{1f600}'], '1'), page(['\uff21'])], '\uff21', '\u{1f600}'],
])('refuses a page that goes back: %s', async (_, pages, key, before) => {
  expect(await listed(pages)).toMatchObject({
    trouble: 'unreachable',
    retryable: false,
    message: `The server listed a page that goes back, to "${key}" behind "${before}", ${DOES_NOT_SPEAK}`,
  })
})

test.each(['', '""', '&quot;&quot;'])(
  'refuses an object with the ETag %j, which would never show a change',
  async (etag) => {
    const body = xml(`<IsTruncated>false</IsTruncated><KeyCount>1</KeyCount>${object('a', etag)}`)
    expect(await listed([body])).toMatchObject({
      trouble: 'unreachable',
      retryable: false,
      message: `The server listed an object without key or ETag ${DOES_NOT_SPEAK}`,
    })
  },
)

test('says that waiting helps if XML is cut off', async () => {
  const whole = page(['a', 'b'])
  for (const end of [40, 100, whole.length - 20, whole.length - 3]) {
    expect(await listed([whole.slice(0, end)])).toMatchObject({
      trouble: 'unreachable',
      retryable: true,
      message:
        'What S3 returned to a request for "s3://acme-events/a" cannot be read: it is cut off, or is not XML.',
    })
  }
})
