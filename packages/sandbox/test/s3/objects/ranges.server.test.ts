import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('a range of an object in a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-5', '2345', 'bytes 2-5/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-100', '0123456789', 'bytes 0-9/10'],
    ['bytes=5-100', '56789', 'bytes 5-9/10'],
  ])('%s is "%s"', async (Range, content, ContentRange) => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'digits', Body: '0123456789' })
    const got = await s3.getObject({ Bucket, Key: 'digits', Range })
    expect(got).toMatchObject({
      ContentRange,
      ContentLength: content.length,
      $metadata: { httpStatusCode: 206 },
    })
    expect(await got.Body?.transformToString()).toBe(content)
    const head = await s3.headObject({ Bucket, Key: 'digits', Range })
    expect(head).toMatchObject({ ContentRange, ContentLength: content.length })
  })

  it.each(['bytes=10-', 'bytes=10-20', 'bytes=-0'])('%s is not satisfiable', async (range) => {
    const { s3, bucket, server } = fixture
    await s3.putObject({ Bucket: bucket, Key: 'digits', Body: '0123456789' })
    const answer = await fetch(`${server.url}/${bucket}/digits`, { headers: { range } })
    expect(answer.status).toBe(416)
    expect(answer.headers.get('content-range')).toBe('bytes */10')
    const body = await answer.text()
    expect(body).toContain('<Code>InvalidRange</Code>')
    expect(body).toContain('<ActualObjectSize>10</ActualObjectSize>')
  })

  it.each(['bytes=5-2', 'bytes=', 'bytes=-', 'lines=1-2', 'bytes=a-b'])('%s is ignored', async (range) => {
    const { s3, bucket, server } = fixture
    await s3.putObject({ Bucket: bucket, Key: 'digits', Body: '0123456789' })
    const answer = await fetch(`${server.url}/${bucket}/digits`, { headers: { range } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('0123456789')
  })

  it('with several parts is not implemented', async () => {
    const { s3, bucket, server } = fixture
    await s3.putObject({ Bucket: bucket, Key: 'digits', Body: '0123456789' })
    const answer = await fetch(`${server.url}/${bucket}/digits`, { headers: { range: 'bytes=0-1,4-5' } })
    expect(answer.status).toBe(501)
  })
})
