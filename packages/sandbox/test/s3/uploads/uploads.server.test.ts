import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

/** Sends a request whose headers are as they are given, and whose body may end too soon. */
function raw(url: string, method: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () =>
        resolve(`${answer.statusCode} ${/<Code>(.*?)<\/Code>/.exec(text)?.[1] ?? ''}`.trim()),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

describe.each(kinds)('an upload to a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)
  const put = (headers: Record<string, string>, body: string) =>
    raw(`${fixture.server.url}/${fixture.bucket}/raw`, 'PUT', headers, body)
  const content = async (Key: string) => {
    const { s3, bucket: Bucket } = fixture
    return (await s3.getObject({ Bucket, Key })).Body?.transformToString()
  }

  it('may be a stream, which comes in chunks with its checksum behind it', async () => {
    const { s3, bucket: Bucket } = fixture
    const text = 'some text, '.repeat(100_000)
    const stored = await s3.putObject({
      Bucket,
      Key: 'streamed',
      Body: Readable.from([Buffer.from(text)]),
      ContentLength: text.length,
      ContentEncoding: 'gzip',
    })
    expect(stored.ETag).toBe(`"${createHash('md5').update(text).digest('hex')}"`)
    const got = await s3.getObject({ Bucket, Key: 'streamed' })
    expect(await got.Body?.transformToString()).toBe(text)
    expect(got.ContentEncoding).toBe('gzip')
  })

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'is checked by %s, which reads then carry',
    async (ChecksumAlgorithm) => {
      const { s3, bucket: Bucket } = fixture
      const field = `Checksum${ChecksumAlgorithm}` as const
      const stored = await s3.putObject({ Bucket, Key: 'checked', Body: '123456789', ChecksumAlgorithm })
      const got = await s3.getObject({ Bucket, Key: 'checked', ChecksumMode: 'ENABLED' })
      expect(await got.Body?.transformToString()).toBe('123456789')
      expect(stored[field]).toMatch(/^[\w+/]+=*$/)
      expect(got[field]).toBe(stored[field])
      expect(got.ChecksumType).toBe('FULL_OBJECT')
      const wrong = { Bucket, Key: 'wrong', Body: '12345678', ChecksumAlgorithm, [field]: stored[field] }
      await expect(s3.putObject(wrong)).rejects.toMatchObject({
        name: 'BadDigest',
        message: `The ${ChecksumAlgorithm} you specified did not match the calculated checksum.`,
      })
      await expect(s3.headObject({ Bucket, Key: 'wrong' })).rejects.toMatchObject({ name: 'NotFound' })
    },
  )

  it('is checked by MD5', async () => {
    const md5 = createHash('md5').update('content').digest('base64')
    expect(await put({ 'content-md5': md5 }, 'content')).toBe('200')
    expect(await put({ 'content-md5': md5 }, 'contend')).toBe('400 BadDigest')
    expect(await put({ 'content-md5': 'short' }, 'content')).toBe('400 InvalidDigest')
  })

  it('is checked by the hash that its signature covers', async () => {
    const hash = createHash('sha256').update('content').digest('hex')
    expect(await put({ 'x-amz-content-sha256': hash }, 'content')).toBe('200')
    expect(await put({ 'x-amz-content-sha256': hash }, 'contend')).toBe('400 XAmzContentSHA256Mismatch')
  })

  it('has one checksum that must be of the right length', async () => {
    expect(await put({ 'x-amz-checksum-crc32': 'AAAA' }, 'content')).toBe('400 InvalidRequest')
    const two = { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-crc32c': 'AAAAAA==' }
    expect(await put(two, 'content')).toBe('400 InvalidRequest')
    expect(await put({ 'x-amz-sdk-checksum-algorithm': 'CRC32' }, 'content')).toBe('400 InvalidRequest')
    expect(await put({ 'x-amz-checksum-xxhash64': 'AAAAAA==' }, 'content')).toBe('501 NotImplemented')
  })

  const chunked = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'content-encoding': 'aws-chunked',
  }
  const trailed = { ...chunked, 'x-amz-trailer': 'x-amz-checksum-crc32', 'x-amz-decoded-content-length': '9' }

  it('in chunks ends in the trailer that was announced', async () => {
    const body = '4\r\n1234\r\n5\r\n56789\r\n0\r\n'
    expect(await put(trailed, `${body}x-amz-checksum-crc32:y/Q5Jg==\r\n\r\n`)).toBe('200')
    expect(await content('raw')).toBe('123456789')
    expect(await put(trailed, `${body}x-amz-checksum-crc32:y/Q5JQ==\r\n\r\n`)).toBe('400 BadDigest')
    expect(await put(trailed, `${body}\r\n`)).toBe('400 MalformedTrailerError')
  })

  it.each([
    ['ends too soon', '9\r\n12345'],
    ['lacks its last chunk', '9\r\n123456789\r\n'],
    ['is shorter than stated', '4\r\n1234\r\n0\r\nx-amz-checksum-crc32:m+PgNQ==\r\n\r\n'],
    ['is longer than stated', 'a\r\n1234567890\r\n0\r\nx-amz-checksum-crc32:Jh2u5Q==\r\n\r\n'],
    ['has no size', 'zzz\r\n123456789\r\n0\r\n\r\n'],
    ['has chunks that are longer than they say', '4\r\n123456789\r\n0\r\n\r\n'],
  ])('in chunks that %s is not stored', async (_, body) => {
    const { s3, bucket: Bucket } = fixture
    await s3.deleteObject({ Bucket, Key: 'raw' })
    expect(await put(trailed, body)).toBe('400 IncompleteBody')
    await expect(s3.headObject({ Bucket, Key: 'raw' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('states its length', async () => {
    expect(await put({ 'transfer-encoding': 'chunked' }, 'content')).toBe('411 MissingContentLength')
    expect(await put(chunked, '0\r\n\r\n')).toBe('411 MissingContentLength')
    expect(await put({ 'content-length': String(6 * 1024 ** 3) }, '')).toBe('400 EntityTooLarge')
  })

  it('has no more metadata than 2 KB', async () => {
    expect(await put({ 'x-amz-meta-a': 'x'.repeat(2047) }, 'x')).toBe('200')
    expect(await put({ 'x-amz-meta-a': 'x'.repeat(2048) }, 'x')).toBe('400 MetadataTooLarge')
  })
})
