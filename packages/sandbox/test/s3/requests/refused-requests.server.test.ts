import { describe, expect, it } from 'vitest'
import { send, useBucket } from '../fixture.js'

describe('a request', () => {
  const fixture = useBucket('memory')

  it.each([
    ['PUT', '/a-bucket/key?partNumber=1', {}, 'partNumber'],
    ['PUT', '/a-bucket/key', { 'x-amz-object-lock-mode': 'GOVERNANCE' }, 'x-amz-object-lock-mode'],
    ['PUT', '/a-bucket/key', { 'x-amz-write-offset-bytes': '1' }, 'x-amz-write-offset-bytes'],
    ['PUT', '/a-bucket', { 'x-amz-object-ownership': 'ObjectWriter' }, 'x-amz-object-ownership'],
    ['GET', '/a-bucket/key', { 'if-range': '"abc"' }, 'if-range'],
    ['PUT', '/a-bucket', { 'x-amz-bucket-object-lock-enabled': 'true' }, 'x-amz-bucket-object-lock-enabled'],
  ])('%s %s %j is not implemented, and says so', async (method, path, headers, name) => {
    const answer = await send(fixture.server, path, { method, headers })
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
    const answer = await send(fixture.server, path, { method })
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
    const answer = await send(fixture.server, path, { method, headers: headers as Record<string, string> })
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(`<Code>${code}</Code>`)
  })

  it('for a bucket with more than a region is not implemented', async () => {
    const body = '<CreateBucketConfiguration><Tags><Tag/></Tags></CreateBucketConfiguration>'
    const answer = await send(fixture.server, '/tagged', { method: 'PUT', body })
    expect(answer.status).toBe(501)
  })

  it.each([
    ['PATCH', '/a-bucket/key'],
    ['POST', '/a-bucket/key'],
    ['DELETE', '/'],
  ])('%s %s is not allowed', async (method, path) => {
    const answer = await send(fixture.server, path, { method })
    expect(answer.status).toBe(405)
    expect(answer.text).toContain('<Code>MethodNotAllowed</Code>')
    expect(answer.headers.get('allow')).toContain('GET')
  })
})
