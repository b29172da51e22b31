import { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { clientOf, credentials, useBucket } from '../fixture.js'

describe('a server that verifies signatures', () => {
  const fixture = useBucket('memory', { verifySignatures: credentials })

  it('serves what is signed with its key', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = "odd key/ü+&=*'()~!@$,;:%41"
    await s3.putObject({ Bucket, Key, Body: 'content', Metadata: { blanks: 'a   b' } })
    const got = await s3.getObject({ Bucket, Key })
    expect(await got.Body?.transformToString()).toBe('content')
    const page = await s3.listObjectsV2({ Bucket, Prefix: 'odd key/ü+&=', Delimiter: '~' })
    expect(page.CommonPrefixes).toEqual([{ Prefix: "odd key/ü+&=*'()~" }])
    await s3.putObject({ Bucket, Key, Body: Readable.from([Buffer.from('streamed')]), ContentLength: 8 })
  })

  it('serves presigned URLs, as they were signed', async () => {
    const { s3, bucket: Bucket } = fixture
    const put = await getSignedUrl(
      clientOf(fixture.server, { requestChecksumCalculation: 'WHEN_REQUIRED' }),
      new PutObjectCommand({ Bucket, Key: 'pre signed', ContentType: 'text/plain', Metadata: { a: 'b' } }),
      { expiresIn: 60 },
    )
    const stored = await fetch(put, {
      method: 'PUT',
      body: 'content',
      headers: { 'content-type': 'text/plain' },
    })
    expect(stored.status).toBe(200)
    const get = await getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key: 'pre signed', ResponseContentType: 'text/x' }),
    )
    const got = await fetch(get)
    expect(await got.text()).toBe('content')
    expect(got.headers.get('content-type')).toBe('text/x')
    expect(got.headers.get('x-amz-meta-a')).toBe('b')
    const other = await fetch(get.replace('pre%20signed', 'other'))
    expect(other.status).toBe(403)
    expect(await other.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
    const longer = await fetch(get.replace('X-Amz-Expires=900', 'X-Amz-Expires=901'))
    expect(longer.status).toBe(403)
    expect((await fetch(get, { headers: { 'x-amz-meta-added': 'x' } })).status).toBe(403)
  })

  it('refuses presigned URLs that have expired', async () => {
    const { s3, bucket: Bucket } = fixture
    const signingDate = new Date(Date.now() - 3_600_000)
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }), {
      expiresIn: 60,
      signingDate,
    })
    const answer = await fetch(url)
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('<Message>Request has expired</Message>')
  })

  it('refuses other keys and other secrets', async () => {
    const other = clientOf(fixture.server, { credentials: { ...credentials, accessKeyId: 'OTHER' } })
    await expect(other.listBuckets({})).rejects.toMatchObject({ name: 'InvalidAccessKeyId' })
    const wrong = clientOf(fixture.server, { credentials: { ...credentials, secretAccessKey: 'wrong' } })
    await expect(wrong.listBuckets({})).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    })
    other.destroy()
    wrong.destroy()
  })

  it('refuses what is not signed, or in another way', async () => {
    const status = async (headers: Record<string, string>) => {
      const answer = await fetch(fixture.server.url, { headers })
      return `${answer.status} ${/<Code>(.*)<\/Code>/.exec(await answer.text())?.[1]}`
    }
    expect(await status({})).toBe('403 AccessDenied')
    expect(await status({ authorization: 'AWS AKIDEXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=' })).toBe(
      '400 InvalidRequest',
    )
    expect(await status({ authorization: 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE' })).toBe(
      '400 AuthorizationHeaderMalformed',
    )
  })

  it('refuses a clock that is far off', async () => {
    const late = clientOf(fixture.server, { systemClockOffset: -3_600_000 })
    await expect(late.listBuckets({})).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' })
    late.destroy()
  })
})

describe('a server that does not verify signatures', () => {
  const fixture = useBucket('memory')

  it('serves presigned URLs and unsigned requests alike', async () => {
    const { s3, bucket: Bucket, server } = fixture
    await s3.putObject({ Bucket, Key: 'a', Body: 'content' })
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a' }))
    expect(await (await fetch(url)).text()).toBe('content')
    expect(await (await fetch(`${server.url}/${Bucket}/a`)).text()).toBe('content')
  })
})
