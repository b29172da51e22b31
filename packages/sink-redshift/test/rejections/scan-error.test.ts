import { LoadError, type SourceObject } from '@arbalest/core/plugin'
import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { scanErrorOf } from '../../src/copy/rejections/scan-error.js'
import { ServerError } from '../../src/session/server-error.js'

const OBJECTS = ['a/1', 'a/10', 'b c'].map((key): SourceObject => ({
  key,
  version: '1',
  size: 1,
  url: `s3://acme/${key}`,
}))

/** An error of a COPY, as Redshift reports it. */
function failed(message: string, context: string): ServerError {
  const rule = '-----------------------------------------------'
  const detail = `\n  ${rule}\n  error:  ${message}\n  code:      15007\n  context:   ${context}\n  query:     26301369\n  location:  dory_util.cpp:1450\n  process:   worker_thread [pid=10836]\n  ${rule}\n`
  const error = Object.assign(new DatabaseError(message, 0, 'error'), { code: 'XX000', detail })
  return new ServerError(error, 'copy into "t"')
}

test.each([
  [
    'Spectrum Scan Error',
    'Unmatched number of columns between table and file. Table columns: 20, Data columns: 16, File name: https://s3.us-east-1.amazonaws.com/acme/a/10',
    's3://acme/a/10 does not fit its table: Unmatched number of columns between table and file. Table columns: 20, Data columns: 16.',
  ],
  [
    'S3 Query Exception (Fetch)',
    "Task failed due to an internal error. File 'https://s3.us-east-1.amazonaws.com/acme/b c' has an incompatible Parquet schema for column 's3://acme/b c.id'. Column type: VARCHAR, Parquet schema:\noptional int32 id [i:0 d:1 r:0]",
    "s3://acme/b c does not fit its table: Task failed due to an internal error. File 'https://s3.us-east-1.amazonaws.com/acme/b c' has an incompatible Parquet schema for column 's3://acme/b c.id'. Column type: VARCHAR, Parquet schema: optional int32 id [i:0 d:1 r:0].",
  ],
  [
    'Spectrum Scan Error',
    "File 'https://s3.us-east-1.amazonaws.com/other/x' has an incompatible Parquet s",
    "An object does not fit its table: File 'https://s3.us-east-1.amazonaws.com/other/x' has an incompatible Parquet s.",
  ],
])('%s: %s', (message, context, expected) => {
  const error = scanErrorOf(OBJECTS, failed(message, context))
  expect(error).toBeInstanceOf(LoadError)
  expect(error).toMatchObject({ message: expected, code: 'LOAD_REJECTED', retryable: false, rejections: [] })
  expect(error!.cause).toBeInstanceOf(ServerError)
})

test.each([
  ['another statement that failed', failed('syntax error', 'File name: s3://acme/a/1')],
  ['a scan that failed for something else than a file', failed('Spectrum Scan Error', 'out of memory')],
  [
    'what S3 answered',
    failed('Spectrum Scan Error', "File 'https://s3.us-east-1.amazonaws.com/acme/a/1': Access Denied"),
  ],
])('is not an error of %s', (_, error) => {
  expect(scanErrorOf(OBJECTS, error)).toBeUndefined()
})
