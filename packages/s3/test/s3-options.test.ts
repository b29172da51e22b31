import * as v from 'valibot'
import { expect, test } from 'vitest'
import { s3OptionsSchema } from '../src/index.js'

/** Returns what `schema` makes of `input`; throws what is wrong with it, in words. */
function check(schema: v.GenericSchema, input: unknown): unknown {
  const { success, output, issues = [] } = v.safeParse(schema, input)
  if (success) return output
  throw new TypeError(issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`).join('\n'))
}

test('no option is needed', () => {
  expect(check(s3OptionsSchema, {})).toEqual({})
})

test('options are taken as they are', () => {
  const options = { region: 'eu-west-1', endpoint: 'http://localhost:9000', forcePathStyle: false }
  expect(check(s3OptionsSchema, options)).toEqual(options)
})

test.each([
  [{ region: 'eu west' }, 'region: must be a region, such as eu-west-1.'],
  [{ endpoint: 'localhost:9000' }, 'endpoint: must be the URL of an S3 server'],
  [{ endpoint: 'https://me:secret@s3.example.com' }, 'without a password.'],
  [{ forcePathStyle: 'yes' }, 'forcePathStyle: must be true or false.'],
  [{ accessKeyId: 'AKIA' }, 'accessKeyId: is not known here; the keys are region, endpoint, forcePathStyle.'],
])('%j is refused, in words', (options, message) => {
  expect(() => check(s3OptionsSchema, options)).toThrow(message)
})

test('a password in an endpoint is refused without being repeated', () => {
  expect(() => check(s3OptionsSchema, { endpoint: 'https://me:secret@s3.example.com' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('secret') }),
  )
})
