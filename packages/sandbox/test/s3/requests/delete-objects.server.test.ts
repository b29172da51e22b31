import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { send, useBucket } from '../fixture.js'

describe('a request', () => {
  const fixture = useBucket('memory')

  it('to delete many objects carries a digest', async () => {
    const body = '<Delete><Object><Key>a</Key></Object></Delete>'
    const answer = await send(fixture.server, '/a-bucket?delete', { method: 'POST', body })
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
    const answer = await send(fixture.server, '/a-bucket?delete', { method: 'POST', body, headers })
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
    const answer = await send(fixture.server, '/a-bucket?delete', { method: 'POST', body, headers })
    expect(answer.text).not.toContain('Deleted')
    await expect(s3.headObject({ Bucket, Key })).rejects.toMatchObject({ name: 'NotFound' })
  })
})
