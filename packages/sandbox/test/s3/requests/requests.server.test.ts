import { Agent, request } from 'node:http'
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { clientOf, send, useBucket } from '../fixture.js'

describe('a request', () => {
  const fixture = useBucket('memory')
  /** Sends a Host header of its own, which fetch does not let one do. */
  const hosted = (host: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const { port } = fixture.server
      const outgoing = request({ host: '127.0.0.1', port, path, headers: { host } }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => resolve(text))
      })
      outgoing.on('error', reject)
      outgoing.end()
    })

  it('that fails is answered as S3 does', async () => {
    const answer = await send(fixture.server, '/a-bucket/no%20%3Ckey%3E')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/xml')
    const id = answer.headers.get('x-amz-request-id')
    expect(id).toMatch(/^[\dA-F]{16}$/)
    expect(answer.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code>' +
        '<Message>The specified key does not exist.</Message><Key>no &lt;key&gt;</Key>' +
        `<Resource>/a-bucket/no%20%3Ckey%3E</Resource><RequestId>${id}</RequestId><HostId>${id}</HostId></Error>`,
    )
  })

  it('has an id of its own', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => (await send(fixture.server, '/')).headers.get('x-amz-request-id')),
    )
    expect(new Set(ids).size).toBe(3)
  })

  it('may name its bucket by host', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'dir/by-host', Body: 'found' })
    for (const host of ['a-bucket.localhost', 'A-Bucket.localhost:1234', 'a-bucket.s3.localhost']) {
      expect(await hosted(host, '/dir/by-host')).toBe('found')
      expect(await hosted(host, '/?list-type=2')).toContain('<Name>a-bucket</Name>')
    }
    for (const host of ['localhost', 's3.localhost:80', '127.0.0.1', 'elsewhere.example']) {
      expect(await hosted(host, '/a-bucket/dir/by-host')).toBe('found')
    }
  })

  it('comes from a client that finds the bucket in either place', async () => {
    const { server, bucket: Bucket } = fixture
    // Not every machine finds names below localhost.
    const lookup: LookupFunction = (_name, _options, found) =>
      found(null, [{ address: '127.0.0.1', family: 4 }])
    const s3 = clientOf(server, {
      endpoint: `http://localhost:${server.port}`,
      forcePathStyle: false,
      requestHandler: { httpAgent: new Agent({ lookup }) },
    })
    await s3.putObject({ Bucket, Key: 'hosted', Body: 'x' })
    expect((await s3.headObject({ Bucket, Key: 'hosted' })).ContentLength).toBe(1)
    s3.destroy()
  })

  it.each([
    ['x-amz-api-version', '2006-03-01'],
    ['x-amz-bucket-object-lock-enabled', 'false'],
    ['x-amz-expected-bucket-owner', '000000000000'],
    ['x-amz-optional-object-attributes', 'RestoreStatus'],
    ['x-amz-something-new', 'any'],
  ])('may carry %s, which changes nothing', async (name, value) => {
    for (const [method, path] of [
      ['PUT', '/ignoring'],
      ['PUT', '/ignoring/key'],
      ['GET', '/ignoring/key?tool=some&x-id=GetObject'],
      ['GET', '/ignoring?list-type=2&tool=some'],
    ] as const) {
      const answer = await send(fixture.server, path, { method, headers: { [name]: value } })
      expect([method, path, answer.status]).toEqual([method, path, 200])
    }
  })

  it('may be a presigned URL of Signature Version 2', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'signed', Body: 'found' })
    const answer = await send(
      fixture.server,
      '/a-bucket/signed?AWSAccessKeyId=any&Signature=vjbyPxybdZaNmGa%3D&Expires=1',
    )
    expect(answer.text).toBe('found')
  })

  it.each([
    ['versioning', '<VersioningConfiguration'],
    ['acl', '<Permission>FULL_CONTROL</Permission>'],
    ['encryption', '<SSEAlgorithm>AES256</SSEAlgorithm>'],
    ['ownershipControls', 'BucketOwnerEnforced'],
    ['requestPayment', '<Payer>BucketOwner</Payer>'],
    ['logging', '<BucketLoggingStatus'],
    ['policy', '<Code>NoSuchBucketPolicy</Code>'],
    ['cors', '<Code>NoSuchCORSConfiguration</Code>'],
    ['lifecycle', '<Code>NoSuchLifecycleConfiguration</Code>'],
    ['tagging', '<Code>NoSuchTagSet</Code>'],
  ])('for ?%s of a bucket is answered as for one that nobody configured', async (query, expected) => {
    expect((await send(fixture.server, `/a-bucket?${query}`)).text).toContain(expected)
    expect((await send(fixture.server, `/missing?${query}`)).text).toContain('<Code>NoSuchBucket</Code>')
  })

  it.each([
    ['x-amz-acl', 'bucket-owner-full-control'],
    ['x-amz-server-side-encryption', 'AES256'],
    ['x-amz-storage-class', 'STANDARD'],
  ])('may ask by %s for what is so anyway', async (name, value) => {
    const answer = await send(fixture.server, '/a-bucket/usual', {
      method: 'PUT',
      body: 'x',
      headers: { [name]: value },
    })
    expect(answer.status).toBe(200)
  })
})
