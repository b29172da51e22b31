import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { clientOf, useBucket } from '../fixture.js'

describe('a request', () => {
  const fixture = useBucket('memory')
  const send = async (path: string, options: RequestInit = {}) => {
    const answer = await fetch(fixture.server.url + path, options)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
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
    const answer = await send('/a-bucket/no%20%3Ckey%3E')
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
      [1, 2, 3].map(async () => (await send('/')).headers.get('x-amz-request-id')),
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
    ['PUT', '/a-bucket/key?partNumber=1', {}, 'partNumber'],
    ['PUT', '/a-bucket/key', { 'x-amz-object-lock-mode': 'GOVERNANCE' }, 'x-amz-object-lock-mode'],
    ['PUT', '/a-bucket/key', { 'x-amz-write-offset-bytes': '1' }, 'x-amz-write-offset-bytes'],
    ['PUT', '/a-bucket', { 'x-amz-object-ownership': 'ObjectWriter' }, 'x-amz-object-ownership'],
    ['GET', '/a-bucket/key', { 'if-range': '"abc"' }, 'if-range'],
    ['PUT', '/a-bucket', { 'x-amz-bucket-object-lock-enabled': 'true' }, 'x-amz-bucket-object-lock-enabled'],
  ])('%s %s %j is not implemented, and says so', async (method, path, headers, name) => {
    const answer = await send(path, { method, headers })
    expect(answer.status).toBe(501)
    expect(answer.text).toContain('<Code>NotImplemented</Code>')
    expect(answer.text).toContain(`<Header>${name}</Header>`)
  })

  it.each([
    ['PUT', '/a-bucket?policy', 'PutBucketPolicy'],
    ['PUT', '/a-bucket?versioning', 'PutBucketVersioning'],
    ['PUT', '/a-bucket/key?retention', 'PutObjectRetention'],
    ['POST', '/a-bucket/key?select&select-type=2', 'SelectObjectContent'],
    ['POST', '/a-bucket', 'PostObject'],
  ])('%s %s is refused by the name of its operation', async (method, path, name) => {
    const answer = await send(path, { method })
    expect(answer.status).toBe(501)
    expect(answer.text).toContain(`<Message>${name} is not supported here.</Message>`)
  })

  it.each([
    ['PUT', '/a-bucket/key', { 'x-amz-acl': 'public-read' }, 400, 'AccessControlListNotSupported'],
    ['PUT', '/a-bucket/key', { 'x-amz-grant-read': 'id=1' }, 400, 'AccessControlListNotSupported'],
    ['PUT', '/open', { 'x-amz-acl': 'public-read' }, 400, 'InvalidBucketAclWithObjectOwnership'],
    ['GET', '/a-bucket/key?versionId=1', {}, 404, 'NoSuchVersion'],
    ['GET', '/a-bucket', { 'x-amz-expected-bucket-owner': '111122223333' }, 403, 'AccessDenied'],
    ['PUT', '/a-bucket/key', { 'x-amz-storage-class': 'CHEAP' }, 400, 'InvalidStorageClass'],
    ['PUT', '/a-bucket/key', { 'x-amz-server-side-encryption': 'ROT13' }, 400, 'InvalidArgument'],
    ['OPTIONS', '/a-bucket/key', { origin: 'http://page.example' }, 403, 'AccessForbidden'],
  ])('%s %s %j is refused as S3 does: %i %s', async (method, path, headers, status, code) => {
    const answer = await send(path, { method, headers: headers as Record<string, string> })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(`<Code>${code}</Code>`)
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
      const answer = await send(path, { method, headers: { [name]: value } })
      expect([method, path, answer.status]).toEqual([method, path, 200])
    }
  })

  it('may be a presigned URL of Signature Version 2', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'signed', Body: 'found' })
    const answer = await send('/a-bucket/signed?AWSAccessKeyId=any&Signature=vjbyPxybdZaNmGa%3D&Expires=1')
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
    expect((await send(`/a-bucket?${query}`)).text).toContain(expected)
    expect((await send(`/missing?${query}`)).text).toContain('<Code>NoSuchBucket</Code>')
  })

  it.each([
    ['x-amz-acl', 'bucket-owner-full-control'],
    ['x-amz-server-side-encryption', 'AES256'],
    ['x-amz-storage-class', 'STANDARD'],
  ])('may ask by %s for what is so anyway', async (name, value) => {
    const answer = await send('/a-bucket/usual', { method: 'PUT', body: 'x', headers: { [name]: value } })
    expect(answer.status).toBe(200)
  })

  it('for a bucket with more than a region is not implemented', async () => {
    const body = '<CreateBucketConfiguration><Tags><Tag/></Tags></CreateBucketConfiguration>'
    const answer = await send('/tagged', { method: 'PUT', body })
    expect(answer.status).toBe(501)
  })

  it.each([
    ['PATCH', '/a-bucket/key'],
    ['POST', '/a-bucket/key'],
    ['DELETE', '/'],
  ])('%s %s is not allowed', async (method, path) => {
    const answer = await send(path, { method })
    expect(answer.status).toBe(405)
    expect(answer.text).toContain('<Code>MethodNotAllowed</Code>')
    expect(answer.headers.get('allow')).toContain('GET')
  })

  it('to delete many objects carries a digest', async () => {
    const body = '<Delete><Object><Key>a</Key></Object></Delete>'
    const answer = await send('/a-bucket?delete', { method: 'POST', body })
    expect(answer.text).toContain('Missing required header for this request: Content-MD5')
  })

  it.each([
    '',
    'nonsense',
    '<Delete>',
    '<Other/>',
    '<Delete/>',
    '<Delete><Object/></Delete>',
    '<Delete><Object><Key/></Object></Delete>',
    '<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>',
    '<Delete><Object><Key>&bogus;</Key></Object></Delete>',
    '<Delete><Object><Key>&#xD800;</Key></Object></Delete>',
    '<Delete><Object><Key>a</Key></Object><Object/></Delete>',
    `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1001)}</Delete>`,
  ])('to delete objects that is not well formed deletes none: %.70s', async (body) => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'a', Body: 'x' })
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') }
    const answer = await send('/a-bucket?delete', { method: 'POST', body, headers })
    expect(answer.text).toContain('<Code>MalformedXML</Code>')
    await s3.headObject({ Bucket, Key: 'a' })
  })

  it('to delete objects may write a key as XML does', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = ' a&b<c>\r\n"\u0001😀 '
    await s3.putObject({ Bucket, Key, Body: 'x' })
    const body =
      '<Delete><Object><Key> a&amp;b&lt;c&gt;&#13;&#xA;&quot;&#1;&#x1F600; </Key></Object><Quiet>true</Quiet></Delete>'
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') }
    const answer = await send('/a-bucket?delete', { method: 'POST', body, headers })
    expect(answer.text).not.toContain('Deleted')
    await expect(s3.headObject({ Bucket, Key })).rejects.toMatchObject({ name: 'NotFound' })
  })
})
