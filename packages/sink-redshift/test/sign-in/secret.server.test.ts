import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { describe, expect, test } from 'vitest'
import {
  URL_OF_SINK,
  ask,
  fault,
  place,
  refusal,
  secret,
  secrets,
  transportOf,
  withSandbox,
} from './signing-in.js'

withSandbox()

describe('a secret', () => {
  const login = () => ({
    username: 'awsuser',
    password: 'sandbox',
    engine: 'redshift',
    ...place(),
    dbname: 'dev',
  })

  test('says who signs in, and where to, as far as the connection does not', async () => {
    const full = await secret('full', login())
    expect(await ask({ secret: full }, 'select current_user', 'select current_database()')).toEqual([
      'awsuser',
      'dev',
    ])
    const bare = await secret('bare', { username: 'awsuser', password: 'sandbox' })
    expect(await ask({ secret: bare, ...place() }, 'select current_user')).toEqual(['awsuser'])
    expect(await refusal({ secret: bare })).toMatchObject({
      message: expect.stringMatching(
        /the secret "arn:\S+bare-\w+" has no host; give host in connection\.$/,
      ) as string,
    })
  })

  test('is read anew if its password has changed', async () => {
    const changing = await secret('changing', login())
    await using transport = transportOf({ secret: changing })
    await transport.ask('select 1')
    await transport.ask(`alter user awsuser password 'Ch4nged'`)
    try {
      await secrets.send(
        new PutSecretValueCommand({
          SecretId: changing,
          SecretString: JSON.stringify({ ...login(), password: 'Ch4nged' }),
        }),
      )
      await transport.endSession()
      expect(await transport.ask('select current_user')).toEqual(['awsuser'])
    } finally {
      await transport.ask(`alter user awsuser password 'sandbox'`)
    }
  })

  test('must be one of Redshift, and is quoted by no message', async () => {
    const other = await secret('other', { engine: 'mysql', username: 'u', password: 'canary-1' })
    const empty = await secret('empty', { username: 'canary-2' })
    const text = await secret('text', 'canary-3')
    const messages = await Promise.all(
      [other, empty, text].map((arn) => refusal({ secret: arn, ...place() })),
    )
    expect(messages).toMatchObject([
      { message: expect.stringContaining('is of another engine than redshift; it must be') as string },
      { message: expect.stringContaining('has no password; it must be') as string },
      { message: expect.stringContaining('is no JSON object; it must be') as string },
    ])
    expect(JSON.stringify(messages)).not.toContain('canary')
  })

  test('that is denied, or that is not there, is named', async () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:none-AbCdEf'
    expect(await refusal({ secret: arn })).toMatchObject({
      message: `${URL_OF_SINK}: could not read the secret "${arn}": Secrets Manager can't find the specified secret; check secret in connection.`,
    })
    using _ = fault({ kind: 'denied', operation: 'GetSecretValue' })
    expect(await refusal({ secret: arn })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining(`; allow secretsmanager:GetSecretValue on "${arn}".`) as string,
    })
  })
})
