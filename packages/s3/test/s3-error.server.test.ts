import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ObjectStore, S3Error } from '../src/index.js'
import { answering } from './s3-server.js'

const SESSION_TOKEN = 'session-token-that-nobody-may-see'

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_SESSION_TOKEN', SESSION_TOKEN)
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

/** What a listing of the bucket, or a request for one of its objects, ends with. */
async function failure(endpoint: string | undefined, key?: string): Promise<S3Error> {
  const { signal } = new AbortController()
  const store = new ObjectStore('acme-events', { endpoint }, { signal, translate: (error) => error })
  try {
    if (key === undefined) await store.list({ prefix: '' }).next()
    else await store.get(key, '1')
  } catch (error) {
    expect(error).toBeInstanceOf(S3Error)
    return error as S3Error
  } finally {
    store.close()
  }
  throw new Error('The request was answered.')
}

/** What a request ends with that a server answers so. */
async function failureOf(
  status: number,
  body: string,
  headers: Record<string, string> = {},
  key?: string,
): Promise<S3Error> {
  await using server = await answering((_, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body)
  })
  return await failure(`http://127.0.0.1:${server.port}`, key)
}

function xml(code: string, message: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`
}

test('a bucket that does not exist is named', async () => {
  const error = await failureOf(404, xml('NoSuchBucket', 'The specified bucket does not exist'))
  expect(error).toMatchObject({
    trouble: 'missing',
    retryable: false,
    message: 'The bucket "acme-events" does not exist; check its spelling, and the endpoint if you use one.',
  })
})

test('an object that has another ETag than it should have is named', async () => {
  const error = await failureOf(412, xml('PreconditionFailed', 'At least one failed.'), {}, 'a/b')
  expect(error).toMatchObject({
    trouble: 'changed',
    retryable: true,
    message: '"s3://acme-events/a/b" was overwritten after it was listed; list it again.',
  })
})

test('a bucket that does not exist is named where an object of it is asked for', async () => {
  const error = await failureOf(404, xml('NoSuchBucket', 'The specified bucket does not exist'), {}, 'a/b')
  expect(error.message).toMatch(/^The bucket "acme-events" does not exist/)
})

test.each([
  [
    'AccessDenied',
    'User: arn:aws:iam::123456789012:user/loader is not authorized',
    /user\/loader.*s3:ListBucket/,
  ],
  ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', /access key/],
  ['SignatureDoesNotMatch', 'The request signature we calculated does not match', /secret access key/],
  ['InvalidObjectState', "The operation is not valid for the object's storage class", /archived/],
])('%s is reported with its remedy', async (code, message, expected) => {
  const error = await failureOf(403, xml(code, message))
  expect(error).toMatchObject({ trouble: 'denied', retryable: false })
  expect(error.message).toContain('"s3://acme-events/"')
  expect(error.message).toMatch(expected)
})

test('an expired session is reported as such', async () => {
  expect(await failureOf(400, xml('ExpiredToken', 'The provided token has expired.'))).toMatchObject({
    trouble: 'denied',
    message: 'S3 refused a request for "s3://acme-events/": the AWS session has expired; sign in again.',
  })
})

test.each([
  [403, 'SignatureDoesNotMatch'],
  [500, 'InternalError'],
])('no part of a request that S3 quotes in its answer is passed on (%i %s)', async (status, code) => {
  const request = `<CanonicalRequest>x-amz-security-token:${SESSION_TOKEN}</CanonicalRequest>`
  const error = await failureOf(status, xml(code, 'No.', request))
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain(SESSION_TOKEN)
})

test.each<[number, string, Record<string, string>]>([
  [301, xml('PermanentRedirect', 'Use the endpoint.'), { 'x-amz-bucket-region': 'eu-west-1' }],
  [301, '', { 'x-amz-bucket-region': 'eu-west-1' }],
  [400, xml('AuthorizationHeaderMalformed', 'The region is wrong', '<Region>eu-west-1</Region>'), {}],
])('a bucket in another region: %i %s names the region', async (status, body, headers) => {
  const error = await failureOf(status, body, headers)
  expect(error).toMatchObject({
    trouble: 'missing',
    retryable: false,
    message: 'The bucket "acme-events" is in the region "eu-west-1"; set region: eu-west-1.',
  })
})

test('a bucket in another region is reported also if the answer does not name the region', async () => {
  expect((await failureOf(301, xml('PermanentRedirect', 'Use the endpoint.'))).message).toBe(
    'The bucket "acme-events" is in another region; set region to its own.',
  )
})

test.each([
  [503, xml('SlowDown', 'Please reduce your request rate.'), /SlowDown/],
  [500, xml('InternalError', 'We encountered an internal error. Please try again.'), /InternalError/],
  [400, xml('RequestTimeout', 'Your socket connection was idle.'), /RequestTimeout/],
  [429, xml('TooManyRequests', 'Slow down.'), /TooManyRequests/],
  [502, '<html><body>Bad <b>Gateway</body></html>', /s3:\/\/acme-events/],
])('%i %s is tried again later', async (status, body, expected) => {
  const error = await failureOf(status, body)
  expect(error).toMatchObject({ trouble: 'unreachable', retryable: true })
  expect(error.message).toMatch(expected)
})

test('what a server does not implement is not tried again', async () => {
  expect(await failureOf(501, xml('NotImplemented', 'Not here.'))).toMatchObject({
    trouble: 'unreachable',
    retryable: false,
    message: 'S3 did not answer a request for "s3://acme-events/" (NotImplemented: Not here).',
  })
})

test('a server that is not there is tried again later', async () => {
  const server = await answering(() => {})
  await server[Symbol.asyncDispose]()
  const error = await failure(`http://127.0.0.1:${server.port}`)
  expect(error).toMatchObject({ trouble: 'unreachable', retryable: true })
  expect(error.message).toContain(`ECONNREFUSED 127.0.0.1:${server.port}`)
})

test('a connection that breaks is tried again later', async () => {
  await using server = await answering((request) => request.socket.destroy())
  expect(await failure(`http://127.0.0.1:${server.port}`)).toMatchObject({
    trouble: 'unreachable',
    retryable: true,
  })
})

test.each([undefined, ''])('a missing region (%j) is reported as such', async (region) => {
  vi.stubEnv('AWS_REGION', region)
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
  const error = await failure(undefined)
  expect(error).toMatchObject({
    trouble: 'unreachable',
    retryable: false,
    message: 'No region is known to look for "s3://acme-events/" in; set region, or AWS_REGION.',
  })
})

test('missing credentials are reported as such', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', '')
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  const error = await failure('http://127.0.0.1:1')
  expect(error).toMatchObject({ trouble: 'denied', retryable: false })
  expect(error.message).toMatch(/^There are no AWS credentials to reach "s3:\/\/acme-events\/" with/)
  expect(error.message).toContain('AWS_PROFILE')
})
