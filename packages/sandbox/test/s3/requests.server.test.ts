import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { LookupFunction } from 'node:net'
import { describe, expect, it } from 'vitest'
import { clientOf, useBucket } from './fixture.js'

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
    ['GET', '/a-bucket?versioning', {}, 'versioning'],
    ['GET', '/a-bucket?acl', {}, 'acl'],
    ['PUT', '/a-bucket?tagging', {}, 'tagging'],
    ['DELETE', '/a-bucket?policy', {}, 'policy'],
    ['GET', '/a-bucket/key?versionId=1', {}, 'versionId'],
    ['PUT', '/a-bucket/key', { 'x-amz-tagging': 'a=b' }, 'x-amz-tagging'],
    ['PUT', '/a-bucket/key', { 'x-amz-server-side-encryption': 'aws:kms' }, 'x-amz-server-side-encryption'],
    ['PUT', '/a-bucket/key', { 'x-amz-storage-class': 'GLACIER' }, 'x-amz-storage-class'],
    ['GET', '/a-bucket/key', { 'if-range': '"abc"' }, 'if-range'],
    ['PUT', '/a-bucket', { 'x-amz-bucket-object-lock-enabled': 'true' }, 'x-amz-bucket-object-lock-enabled'],
  ])('%s %s %j is not implemented, and says so', async (method, path, headers, name) => {
    const answer = await send(path, { method, headers })
    expect(answer.status).toBe(501)
    expect(answer.text).toContain('<Code>NotImplemented</Code>')
    expect(answer.text).toContain(`<Header>${name}</Header>`)
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
    ['POST', '/a-bucket'],
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
