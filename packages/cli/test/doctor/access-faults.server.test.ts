import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openClinic, type Clinic } from './clinic.js'
import { wrongWith } from './wrong-with.js'

let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.sandbox.faults.clear())
afterAll(() => clinic[Symbol.asyncDispose]())

const text = (pattern: RegExp): string => expect.stringMatching(pattern) as string
const allow = (action: string, resource: string) =>
  `{"Effect":"Allow","Action":["${action}"],"Resource":["${resource}"]}`

const METADATA = 's3://acme/arbalest/'
const ROLE = 'the role arn:aws:iam::123456789012:role/load'

test.each([
  {
    fault: 'the source may not be listed',
    planted: { kind: 's3-denied', action: 'ListBucket', prefix: 'data/', by: 'clients' },
    check: 'failed: list s3://acme/data/',
    cure: [
      'allow who runs Arbalest s3:ListBucket on arn:aws:s3:::acme',
      allow('s3:ListBucket', 'arn:aws:s3:::acme'),
    ],
  },
  {
    fault: 'an object may not be looked at',
    planted: { kind: 's3-denied', action: 'GetObject', prefix: 'data/', by: 'clients' },
    check: 'failed: look at an object of s3://acme/data/',
    cure: ['allow who runs Arbalest s3:GetObject', allow('s3:GetObject', 'arn:aws:s3:::acme/data/*')],
  },
  {
    fault: 'metadata may not be written',
    planted: { kind: 's3-denied', action: 'PutObject', prefix: 'arbalest/', by: 'clients' },
    check: `failed: write to ${METADATA}`,
    cure: ['allow who runs Arbalest s3:PutObject', allow('s3:PutObject', 'arn:aws:s3:::acme/arbalest/*')],
  },
  {
    fault: 'the key that encrypts metadata may not be used',
    planted: {
      kind: 's3-denied',
      action: 'PutObject',
      by: 'clients',
      message:
        'User: u is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:us-east-1:123456789012:key/1a-2b because no identity-based policy allows it',
    },
    check: `failed: write to ${METADATA}`,
    cure: [
      'ask who manages the keys of KMS',
      allow('kms:GenerateDataKey', 'arn:aws:kms:us-east-1:123456789012:key/1a-2b'),
    ],
  },
  {
    fault: 'Redshift may not read metadata',
    planted: { kind: 's3-denied', action: 'GetObject', prefix: 'arbalest/probes/', by: 'cluster' },
    check: `failed: have Redshift read ${METADATA}`,
    cure: [`allow ${ROLE} s3:GetObject`, allow('s3:GetObject', 'arn:aws:s3:::acme/arbalest/*')],
  },
  {
    fault: 'Redshift may not read the source',
    planted: { kind: 's3-denied', action: 'GetObject', prefix: 'data/', by: 'cluster' },
    check: 'failed: have Redshift read s3://acme/data/',
    cure: [`allow ${ROLE} s3:GetObject`, allow('s3:GetObject', 'arn:aws:s3:::acme/data/*')],
  },
  {
    fault: 'Redshift may not use the key that encrypts the source',
    planted: {
      kind: 's3-denied',
      action: 'GetObject',
      prefix: 'data/',
      by: 'cluster',
      message: 'The role is not authorized to perform: kms:Decrypt on the resource of this ciphertext',
    },
    check: 'failed: have Redshift read s3://acme/data/',
    cure: [
      `allow ${ROLE} kms:Decrypt`,
      'ask who manages the keys of KMS',
      allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*'),
    ],
  },
  {
    fault: 'Redshift may not assume its role',
    planted: {
      kind: 's3-denied',
      action: 'GetObject',
      prefix: 'data/',
      by: 'cluster',
      message:
        'User arn:aws:redshift:us-east-1:123456789012:dbuser:c/loader is not authorized to assume IAM Role arn:aws:iam::123456789012:role/load',
    },
    check: 'failed: have Redshift read s3://acme/data/',
    cure: [
      `associate ${ROLE} with the cluster`,
      '"Action":["sts:AssumeRole"],"Principal":{"Service":["redshift.amazonaws.com"',
    ],
  },
] as const)('$fault', async ({ planted, check, cure }) => {
  clinic.sandbox.faults.add(planted)
  const wrong = await wrongWith(clinic)
  expect(Object.keys(wrong)).toEqual([check])
  for (const part of cure) expect(wrong[check]).toContain(part)
})

test('what was written cannot be deleted: it is no failure, and said to stay', async () => {
  clinic.sandbox.faults.add({ kind: 's3-denied', action: 'DeleteObject', by: 'clients' })
  const wrong = await wrongWith(clinic)
  const check = `look: delete from ${METADATA}`
  expect(Object.keys(wrong)).toEqual([check])
  expect(wrong[check]).toContain(allow('s3:DeleteObject', 'arn:aws:s3:::acme/arbalest/*'))
})

test('the bucket does not exist', async () => {
  expect(await wrongWith(clinic, { source: { url: 's3://acne/data/' } })).toEqual({
    'failed: list s3://acne/data/': text(/"acne" does not exist; check its spelling/),
  })
})

test('there is nothing at the prefix', async () => {
  expect(await wrongWith(clinic, { source: { url: 's3://acme/dota/' } })).toEqual({
    'look: list s3://acme/dota/': 'there is no object',
  })
})

test('the source is in another region', async () => {
  await clinic.bucket('acme-eu', 'eu-west-1')
  expect(await wrongWith(clinic, { source: { url: 's3://acme-eu/data/' } })).toEqual({
    'failed: compare the region of the bucket "acme-eu" with that of the warehouse': text(
      /set copy: \{ region: eu-west-1 \}.* and keep metadata in a bucket of eu-west-1/,
    ),
  })
})

test('rows do not fit: that is for validate to say', async () => {
  expect(await wrongWith(clinic, { target: { properties: { id: 'date' } } })).toEqual({
    'look: have Redshift read s3://acme/data/': text(/run arbalest validate/),
  })
})
