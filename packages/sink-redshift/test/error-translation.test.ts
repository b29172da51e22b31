import { inspect } from 'node:util'
import { SinkError, type ArbalestError } from '@arbalest/core'
import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { ConnectError, LostConnectionError } from '../src/session/connection-errors.js'
import { translateError } from '../src/session/error-translation.js'
import { isMissingTable, ServerError } from '../src/session/server-error.js'

const URL = 'redshift://host:5439/dev'

function serverError(message: string, fields: Partial<DatabaseError> = {}): DatabaseError {
  return Object.assign(new DatabaseError(message, 0, 'error'), { code: 'XX000', ...fields })
}

function translated(message: string, fields?: Partial<DatabaseError>) {
  const hide = (text: string) => text.replaceAll('AKIA', '***')
  return translateError(
    new ServerError(serverError(message, fields), 'copy into "t"', hide),
    URL,
  ) as ArbalestError
}

function unconnected(error: unknown) {
  const said = error instanceof DatabaseError ? new ServerError(error, 'connect') : error
  return translateError(new ConnectError(said), URL) as SinkError
}

/** A detail as Redshift writes it. */
function block(error: string, context = ''): string {
  const rule = '-----------------------------------------------'
  return `\n  ${rule}\n  error:  ${error}\n  code:      8001\n  context:   ${context}\n  query:     1\n  ${rule}\n`
}

test.each([
  ['1023', { detail: 'Serializable isolation violation on table - 1' }, 'SERIALIZATION'],
  ['1018', { detail: 'Relation does not exist' }, 'SERIALIZATION'],
  ['deadlock detected', { code: '40P01' }, 'SERIALIZATION'],
  ['terminating connection due to administrator command', { code: '57P01' }, 'CONNECTION_LOST'],
  ['canceled in NFTSetupSessionStateOnRestore', { code: '57014' }, 'CONNECTION_LOST'],
  ['Mandatory url is not present in manifest file.', {}, 'SOURCE_NOT_FOUND'],
  [
    'S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown,CanRetry 1',
    {},
    'SOURCE_UNREACHABLE',
  ],
  [
    'S3ServiceException:The requested range is not satisfiable,Status 416,Error InvalidRange,CanRetry 0',
    {},
    'OBJECT_CHANGED',
  ],
  ['HTTP response error code: 503 Message: SlowDown', {}, 'SOURCE_UNREACHABLE'],
  ['S3Query Exception Connection failed, retries exceeded.', {}, 'SOURCE_UNREACHABLE'],
  [
    'S3 Query Exception (Fetch)',
    {
      detail: block(
        'S3 Query Exception (Fetch)',
        'boost::thread_resource_error: Resource temporarily unavailable',
      ),
    },
    'SOURCE_UNREACHABLE',
  ],
])('%s is worth another try', (message, fields, code) => {
  expect(translated(message, fields)).toMatchObject({ code, retryable: true })
})

test.each([
  ['permission denied for relation t', { code: '42501' }, 'SINK_DENIED', 'permission denied'],
  ['syntax error at or near "x"', { code: '42601' }, 'SQL_FAILED', 'could not copy into "t": syntax error'],
  ['relation "t" already exists', { code: '42P07' }, 'SQL_FAILED', 'already exists'],
  ['division by 10230', {}, 'SQL_FAILED', '10230'],
  [
    'S3ServiceException:Access Denied,Status 403,Error AccessDenied,CanRetry 1',
    {},
    'SOURCE_DENIED',
    's3:GetObject',
  ],
  [
    'S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket',
    {},
    'SOURCE_NOT_FOUND',
    'name',
  ],
  [
    'User arn:aws:redshift:x is not authorized to assume IAM Role arn:y',
    {},
    'SINK_DENIED',
    'associate the role',
  ],
  ['Not authorized to get credentials of role arn:y', {}, 'SINK_DENIED', 'associate the role'],
  [
    'S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint.,Status 301',
    {},
    'SQL_FAILED',
    'copy: { region: … }',
  ],
  ['COPY with MANIFEST parameter requires full path of an S3 object.', {}, 'SOURCE_DENIED', 'metadata'],
])('%s is for somebody to mend', (message, fields, code, words) => {
  const error = translated(message, fields)
  expect(error).toMatchObject({ code, retryable: false })
  expect(error.message).toContain(words)
})

test('of a detail, a message has what a reader needs', () => {
  const context = 'S3 key being read : s3://b/k'
  expect(translated('Load failed.', { detail: block('Something is odd.', context) }).message).toBe(
    `${URL} could not copy into "t": Load failed; Something is odd; ${context}.`,
  )
  expect(
    translated('Odd.', { detail: block('Odd.', 'Parquet schema:\n  optional int32 x') }).message,
  ).toContain('Odd; Parquet schema: optional int32 x.')
  expect(translated('Same.', { detail: block('Same.') }).message).toBe(
    `${URL} could not copy into "t": Same.`,
  )
  expect(translated('No.', { detail: 'View v depends on table t.\nMore.' }).message).toBe(
    `${URL} could not copy into "t": No; View v depends on table t.`,
  )
})

test('no part of an error shows what is to be hidden, nor what the driver keeps besides', () => {
  const error = translated(`syntax error at or near "'AKIA'"`, {
    detail: block('AKIA'),
    hint: 'AKIA',
    internalQuery: 'copy t from x access_key_id AKIA',
    where: 'AKIA',
  })
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('AKIA')
  expect(error.message).toContain('***')
})

test('what is not the server speaking is a lost connection', () => {
  for (const message of ['Connection terminated unexpectedly', 'read ECONNRESET']) {
    const lost = new LostConnectionError(new Error(message), 'commit', (text) => text)
    expect(translateError(lost, URL)).toMatchObject({
      code: 'CONNECTION_LOST',
      retryable: true,
      message: `The connection to ${URL} was lost: could not commit: ${message}.`,
    })
  }
})

test('an error that neither the server nor its connection gave stays as it is', () => {
  for (const error of [new Error('of the work'), new SinkError('SQL_FAILED', 'Known.'), 'text', undefined])
    expect(translateError(error, URL)).toBe(error)
})

test('a missing table is recognized by its SQLSTATE', () => {
  const missing = (code: string) => new ServerError(serverError('relation "t" does not exist', { code }), 'x')
  expect(isMissingTable(missing('42P01'))).toBe(true)
  expect(isMissingTable(missing('XX000'))).toBe(false)
  expect(isMissingTable(undefined)).toBe(false)
})

test.each([
  ['connect ECONNREFUSED', { code: 'ECONNREFUSED' }, 'SINK_UNREACHABLE', true],
  ['getaddrinfo ENOTFOUND host', { code: 'ENOTFOUND' }, 'SINK_UNREACHABLE', true],
  ['timeout expired', {}, 'SINK_UNREACHABLE', true],
  ['self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'SINK_UNREACHABLE', false],
  ['The server does not support SSL connections', {}, 'SINK_UNREACHABLE', false],
])('a connection that fails with %s is unreachable', (message, fields, code, retryable) => {
  const error = unconnected(Object.assign(new Error(message), fields))
  expect(error).toMatchObject({ code, retryable })
  expect(error.message).toContain(message.includes('SSL') ? 'sslmode=disable' : message)
})

test('if a name has several addresses, the first one says why', () => {
  const error = new AggregateError([new Error('connect ECONNREFUSED ::1:1'), new Error('other')], '')
  expect(unconnected(error).message).toBe(`${URL} could not be reached: connect ECONNREFUSED ::1:1.`)
})

test.each([
  ['password authentication failed for user "ada"', '28P01', 'SINK_DENIED', false],
  ['database "x" does not exist', '3D000', 'SINK_DENIED', false],
  ['the database system is starting up', '57P03', 'SINK_UNREACHABLE', true],
  ['sorry, too many clients already', '53300', 'SINK_UNREACHABLE', true],
])('a server that answers "%s" does not let us in', (message, code, expected, retryable) => {
  expect(unconnected(serverError(message, { code }))).toMatchObject({
    code: expected,
    retryable,
  })
})
