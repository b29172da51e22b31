import {
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { startSandbox } from '../../src/index.js'
import { sharedAws } from './local-aws.js'

const aws = sharedAws()

test('the caller is the user of their access key, or the one in the options of the sandbox', async () => {
  expect(await aws.sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/sandbox',
  })
})

test('a role is the caller if the options of the sandbox name one; passwords are kept as SHA-256', async () => {
  const identity = 'arn:aws:sts::999999999999:assumed-role/loader/session'
  await using sandbox = await startSandbox({ identity, passwords: 'sha256' })
  const client = new RedshiftDataClient({
    endpoint: sandbox.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  const run = async (target: object) => {
    const { Id, DbUser } = await client.send(
      new ExecuteStatementCommand({
        Database: 'dev',
        Sql: 'select current_user',
        WaitTimeSeconds: 30,
        ...target,
      }),
    )
    const { Records } = await client.send(new GetStatementResultCommand({ Id }))
    return [DbUser, Records?.[0]?.[0]?.stringValue]
  }
  expect(await run({ WorkgroupName: 'any' })).toEqual(['IAMR:loader', 'IAMR:loader'])
  expect(await run({ ClusterIdentifier: 'any', SecretArn: 'sandbox' })).toEqual([undefined, 'awsuser'])
  client.destroy()
})
