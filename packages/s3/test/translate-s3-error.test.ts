import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { translateS3Error } from '../src/s3-error.js'

test('the command of a credential process is not repeated', () => {
  const thrown = Object.assign(new Error('Command failed: vault --password hunter2'), {
    name: 'CredentialsProviderError',
  })
  const error = translateS3Error(thrown, { bucket: 'acme-events' })
  expect(inspect(error)).not.toContain('hunter2')
})

test('a request that the SDK gives up for its time is tried again later', () => {
  const thrown = Object.assign(new Error('The request socket timed out.'), { name: 'TimeoutError' })
  expect(translateS3Error(thrown, { bucket: 'acme-events' })).toMatchObject({
    trouble: 'unreachable',
    retryable: true,
    cause: thrown,
  })
})
