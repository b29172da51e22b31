import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager'
import { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { localAws } from './local-aws.js'

const aws = localAws({
  passwords: 'md5',
  secrets: { app: { username: 'app', password: 'Passw0rd' }, text: 'plain' },
})

beforeAll(async () => {
  const admin = new Client(aws.sandbox.url)
  await admin.connect()
  await admin.query(`create user app password 'Passw0rd'`)
  await admin.end()
})

describe('secrets', () => {
  const get = (SecretId: string) => aws.secrets.send(new GetSecretValueCommand({ SecretId }))

  test('the login of awsuser is one, as AWS lays it out', async () => {
    const { SecretString = '', ARN, VersionStages } = await get('sandbox')
    expect(JSON.parse(SecretString)).toMatchObject({
      engine: 'redshift',
      host: '127.0.0.1',
      dbname: 'dev',
      username: 'awsuser',
      password: 'sandbox',
    })
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:sandbox-[0-9a-f]{6}$/)
    expect(VersionStages).toEqual(['AWSCURRENT'])
    expect((await get(ARN ?? '')).SecretString).toBe(SecretString)
    expect((await get((ARN ?? '').slice(0, -7))).SecretString).toBe(SecretString)
  })

  test('others are given, made and changed', async () => {
    expect((await get('text')).SecretString).toBe('plain')
    await aws.secrets.send(new CreateSecretCommand({ Name: 'new', SecretString: 'one' }))
    await aws.secrets.send(new PutSecretValueCommand({ SecretId: 'new', SecretString: 'two' }))
    expect((await get('new')).SecretString).toBe('two')
    const again = aws.secrets.send(new CreateSecretCommand({ Name: 'new', SecretString: 'one' }))
    await expect(again).rejects.toMatchObject({ name: 'ResourceExistsException' })
    await expect(get('none')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
    })
  })

  test('the Data API signs in by one', async () => {
    const { ARN } = await get('app')
    const input = { ClusterIdentifier: 'prod', Database: 'dev', SecretArn: ARN }
    expect(await aws.values('select current_user', input)).toEqual([['app']])
    await aws.secrets.send(
      new PutSecretValueCommand({ SecretId: 'app', SecretString: '{"username":"app","password":"old"}' }),
    )
    const { Status, Error: error } = await aws.run('select 1', input)
    expect([Status, error]).toEqual([
      'FAILED',
      expect.stringContaining('FATAL: password authentication failed for user "app"'),
    ])
    await expect(aws.run('select 1', { ...input, SecretArn: 'text' })).rejects.toThrow('not a JSON document')
  })
})
