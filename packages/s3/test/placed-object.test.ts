import { optionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { placedObject, s3UrlSchema } from '../src/index.js'

const options = { url: s3UrlSchema, keep: v.optional(v.number()) }

/** Returns what is wrong with `input`, each fault with its place. */
function faultsOf(input: unknown, prefix?: string): readonly string[] {
  const { issues = [] } = v.safeParse(placedObject(options, prefix), input)
  return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
}

test.each([
  's3://acme',
  's3://acme/',
  's3://acme/events',
  's3://acme/events/',
  's3://acme/what? 100%25 #1/ä+b&c=d',
  's3://acme//a',
])('%s is taken as it is', (url) => {
  expect(v.parse(placedObject(options), { url, keep: 1 })).toEqual({ url, keep: 1 })
})

test.each([
  ['s3:///events/', 'must be an S3 URL, such as s3://acme-events/clicks/, and names no bucket.'],
  ['s3://', 'must be an S3 URL, such as s3://acme-events/clicks/, and names no bucket.'],
  ['acme/events/', 'and is "acme/events/"; write s3://acme/events/.'],
  ['s3a://acme/events/', 'and is "s3a://acme/events/"; write s3://acme/events/.'],
  ['S3://acme/events/', 'and is "S3://acme/events/"; write s3://acme/events/.'],
  ['https://acme.s3.amazonaws.com/a', 'and is "https://acme.s3.amazonaws.com/a".'],
  ['s3://key:hunter2@acme/events/', 'must be an S3 URL, such as s3://acme-events/clicks/.'],
  ['', 'must be an S3 URL, such as s3://acme-events/clicks/, and is "".'],
  [5, 'must be an S3 URL, such as s3://acme-events/clicks/.'],
])('%j is refused, with what is wrong', (url, message) => {
  expect(faultsOf({ url })).toEqual([expect.stringContaining(message)])
})

test.each([
  [{ bucket: 'acme', prefix: 'events/' }, "write url: 's3://acme/events/' in place of bucket and prefix."],
  [{ bucket: 'acme' }, "write url: 's3://acme/' in place of bucket."],
  [{ bucket: 's3://acme/', prefix: "it's" }, "write url: 's3://acme/it''s' in place of bucket and prefix."],
  [{ bucket: '${env:B}', prefix: 'a' }, "write url: 's3://${env:B}/a' in place of bucket and prefix."],
  [{ bucket: 'acme', url: 's3://other/' }, "write url: 's3://acme/' in place of bucket."],
  [{ url: 's3://acme', prefix: 'events/' }, "write url: 's3://acme/events/' in place of prefix."],
  [{ prefix: 'events/' }, "write url: 's3://BUCKET/events/' in place of prefix."],
  [{ bucket: null, prefix: 5 }, "write url: 's3://BUCKET/' in place of bucket and prefix."],
])('%j has one fault, which says what to write', (input, message) => {
  const [key] = Object.keys(input).filter((name) => name !== 'url')
  expect(faultsOf(input)).toEqual([`${key}: is no option of its own; ${message}`])
})

test('a bucket alone stands for the folder that it stood for', () => {
  expect(faultsOf({ bucket: 'acme' }, 'arbalest/')).toEqual([
    "bucket: is no option of its own; write url: 's3://acme/arbalest/' in place of bucket.",
  ])
})

test('what else is wrong is reported beside it', () => {
  expect(
    faultsOf({ bucket: 'acme', keep: 'x', kep: 1 })
      .map((fault) => fault.split(':')[0])
      .toSorted(),
  ).toEqual(['bucket', 'keep', 'kep'])
})

test('its JSON Schema has the URL alone', () => {
  const schema = optionsSchema(placedObject(options))['~standard'].jsonSchema.input({ target: 'draft-07' })
  expect(schema).toMatchObject({
    properties: { url: { type: 'string', pattern: '^s3://[^/:\\s]+(/|$)' } },
    required: ['url'],
    additionalProperties: false,
  })
  expect(Object.keys((schema as { properties: object }).properties)).toEqual(['url', 'keep'])
})
