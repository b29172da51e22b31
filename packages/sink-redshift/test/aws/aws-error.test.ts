import { expect, test } from 'vitest'
import { awsError } from '../../src/aws/aws-call.js'

const CALL = {
  url: 'redshift://wg:5439/dev',
  doing: 'use the Data API',
  action: 'redshift-data:ExecuteStatement',
  resource: 'arn:aws:redshift-serverless:*:*:workgroup/*',
  missing: 'check the cluster or workgroup in connection',
}

test.each([
  [
    { name: 'ValidationException', message: "Redshift endpoint doesn't exist in this region." },
    { retryable: false, says: 'check the cluster or workgroup in connection' },
  ],
  [
    { name: 'ActiveSessionsExceededException', message: 'Active sessions exceeded the allowed quota (500).' },
    { retryable: true, says: 'quota (500)' },
  ],
])('%j is retryable or not, and says what to do', (error, { retryable, says }) => {
  expect(awsError(error, CALL)).toMatchObject({
    code: 'SINK_UNREACHABLE',
    retryable,
    message: expect.stringContaining(says) as string,
  })
})
