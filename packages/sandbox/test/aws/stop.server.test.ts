import { ExecuteStatementCommand, RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { expect, test } from 'vitest'
import { startSandbox } from '../../src/index.js'
import { WORKGROUP } from './local-aws.js'

test('a sandbox stops though a statement is still waiting for its connection', async () => {
  const sandbox = await startSandbox()
  const client = new RedshiftDataClient({
    endpoint: sandbox.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'any' },
  })
  sandbox.faults.add({ kind: 'connection-silent' })
  const { Id } = await client.send(new ExecuteStatementCommand({ ...WORKGROUP, Sql: 'select 1' }))
  expect(Id).toBeDefined()
  client.destroy()
  await sandbox.stop()
}, 15_000)
