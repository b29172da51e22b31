import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectionOf, openClinic, type Clinic } from './clinic.js'
import { wrongWith } from './wrong-with.js'

let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic()
})
afterEach(() => clinic.sandbox.faults.clear())
afterAll(() => clinic[Symbol.asyncDispose]())

const text = (pattern: RegExp): string => expect.stringMatching(pattern) as string
const port = () => connectionOf(clinic.sandbox).port
const address = () => ({ host: '127.0.0.1', port: port(), database: 'dev' })

test('the password is wrong', async () => {
  const connection = connectionOf(clinic.sandbox, 'loader', 'Wr0ngpass')
  expect(await wrongWith(clinic, { sink: { connection } })).toEqual({
    [`failed: sign in to redshift://127.0.0.1:${port()}/dev`]: text(
      /^give the current user and password in connection.* \| ask a superuser of the database/,
    ),
  })
})

test('the secret has expired: the password in it is an earlier one', async () => {
  const secrets = new SecretsManagerClient()
  const SecretString = JSON.stringify({
    engine: 'redshift',
    ...address(),
    username: 'loader',
    password: 'Earli3rOne',
  })
  const { ARN: secret = '' } = await secrets.send(new CreateSecretCommand({ Name: 'earlier', SecretString }))
  secrets.destroy()
  expect(await wrongWith(clinic, { sink: { connection: { ...address(), secret } } })).toEqual({
    [`failed: sign in to redshift://127.0.0.1:${port()}/dev`]: text(
      /^put the current password of the user into the secret "arn:aws:secretsmanager:.*earlier.*", or rotate it \| ask who manages the secret$/,
    ),
  })
})

test('IAM does not let us in', async () => {
  clinic.sandbox.faults.add({ kind: 'denied', operation: 'GetCredentials' })
  const connection = { database: 'dev', iam: { workgroup: 'wg' } }
  expect(await wrongWith(clinic, { sink: { connection } })).toEqual({
    'failed: sign in to redshift://wg:5439/dev': text(
      /^allow who runs Arbalest redshift-serverless:GetCredentials on arn:aws:redshift-serverless:\*:\*:workgroup\/\* \| ask who manages access to AWS \| \{"Effect":"Allow"/,
    ),
  })
})

test('our session with AWS has expired', async () => {
  clinic.sandbox.faults.add({ kind: 'token-expired', operation: 'GetCredentials' })
  const connection = { database: 'dev', iam: { workgroup: 'wg' } }
  expect(await wrongWith(clinic, { sink: { connection } })).toEqual({
    'failed: sign in to redshift://wg:5439/dev': text(/sign in to AWS again/),
  })
})

test('the workgroup is cold: the rest is checked, and what takes a session is skipped', async () => {
  clinic.sandbox.faults.add({ kind: 'connection-silent' })
  const connection = { ...connectionOf(clinic.sandbox), connectTimeout: '1s' }
  expect(await wrongWith(clinic, { sink: { connection } })).toEqual({
    [`failed: sign in to redshift://127.0.0.1:${port()}/dev`]: text(
      /^try again, because a serverless workgroup .* takes a while to wake up \(connectTimeout is 1 s\).* \| ask who manages the network/,
    ),
  })
  const found = await clinic.diagnose({ sink: { connection } })
  expect(found).toContainEqual(
    expect.objectContaining({ check: 'write to s3://acme/arbalest/', outcome: 'passed' }),
  )
  expect(found).toContainEqual(
    expect.objectContaining({ check: 'have Redshift read s3://acme/data/', outcome: 'skipped' }),
  )
})

test('by IAM it is said until when, and that it is serverless', async () => {
  const found = await clinic.diagnose({ sink: { connection: { database: 'dev', iam: { workgroup: 'wg' } } } })
  expect(found.find(({ check }) => check.startsWith('sign in'))).toMatchObject({
    outcome: 'passed',
    detail: text(
      /^as "IAM\S+" to the database "dev", until 20\d\d-\S+Z; Redshift [\d.]+, serverless; isolation level/,
    ),
  })
})

test('by the Data API all is checked as over a connection, and its denials name what to allow', async () => {
  const sink = { connection: { database: 'dev', iam: { workgroup: 'wg' }, via: 'data-api' } } as const
  expect(await wrongWith(clinic, { sink })).toEqual({})
  const [overApi, overWire] = await Promise.all([
    clinic.diagnose({ sink }),
    clinic.diagnose({ sink: { connection: { database: 'dev', iam: { workgroup: 'wg' } } } }),
  ])
  const checks = (found: typeof overApi) => found.map(({ check, outcome }) => [check, outcome])
  expect(checks(overApi)).toEqual(checks(overWire))

  clinic.sandbox.faults.add({ kind: 'denied', operation: 'ExecuteStatement' })
  expect(await wrongWith(clinic, { sink })).toEqual({
    'failed: sign in to redshift://wg:5439/dev': text(
      /^allow who runs Arbalest redshift-data:ExecuteStatement on arn:aws:redshift-serverless:\*:\*:workgroup\/\* \| ask who manages access to AWS/,
    ),
  })
})
