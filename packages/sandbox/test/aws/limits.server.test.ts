import { randomUUID } from 'node:crypto'
import {
  BatchExecuteStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type ExecuteStatementInput,
} from '@aws-sdk/client-redshift-data'
import { expect, test } from 'vitest'
import { localAws, WORKGROUP } from './local-aws.js'

const aws = localAws({ clusters: ['prod', 'test'], workgroups: ['wg'] })

function execute(input: Partial<ExecuteStatementInput>): Promise<unknown> {
  return aws.data.send(new ExecuteStatementCommand({ Sql: 'select 1', ...input }))
}

test('a statement of more than 100 KB is refused', async () => {
  const text = (bytes: number) => `select '${'x'.repeat(bytes - 9)}'`
  expect((await aws.run(text(102_400))).Status).toBe('FINISHED')
  await expect(aws.run(text(102_401))).rejects.toThrow('has 102401 bytes, and may have 102400 (100 KB)')
})

test('a batch of more than 40 statements is refused, and so is an empty one', async () => {
  const batch = (length: number) =>
    aws.data.send(
      new BatchExecuteStatementCommand({ ...WORKGROUP, Sqls: Array.from({ length }, () => 'select 1') }),
    )
  await expect(batch(41)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(
      "at 'sqls' failed to satisfy constraint: Member must have length less than or equal to 40",
    ),
  })
  await expect(batch(0)).rejects.toThrow('greater than or equal to 1')
  expect((await batch(40)).Id).toBeDefined()
})

test.each([
  [{}, 'Either ClusterIdentifier or WorkgroupName must be specified.'],
  [{ WorkgroupName: 'wg' }, 'Database must be specified.'],
  [{ WorkgroupName: 'wg', ClusterIdentifier: 'prod', Database: 'dev' }, 'cannot be specified together'],
  [{ ...WORKGROUP, DbUser: 'loader' }, 'DbUser cannot be specified together with WorkgroupName.'],
  [{ ...WORKGROUP, WorkgroupName: 'other' }, "Redshift endpoint doesn't exist in this region."],
  [{ ClusterIdentifier: 'other', Database: 'dev' }, "Redshift endpoint doesn't exist in this region."],
  [{ ...WORKGROUP, WaitTimeSeconds: 31 }, "Value '31' at 'waitTimeSeconds' failed to satisfy constraint"],
  [{ ...WORKGROUP, SessionKeepAliveSeconds: 86_401 }, "at 'sessionKeepAliveSeconds'"],
  [{ ...WORKGROUP, ResultFormat: 'XML' as 'CSV' }, 'Member must satisfy enum value set: [JSON, CSV]'],
  [{ ...WORKGROUP, Parameters: [] }, "at 'parameters' failed to satisfy constraint"],
])('%j is refused', async (input, message) => {
  await expect(execute(input)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  })
})

test('an id must have the form of one, and be known', async () => {
  const describe = (Id: string) => aws.data.send(new DescribeStatementCommand({ Id }))
  await expect(describe('x')).rejects.toThrow('Member must satisfy regular expression pattern')
  const Id = randomUUID()
  await expect(describe(Id)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Query does not exist.',
    ResourceId: Id,
  })
})

test('what is no call is refused as AWS does', async () => {
  const post = async (headers: Record<string, string>, body = '{}') => {
    const response = await fetch(aws.sandbox.awsEndpoint, { method: 'POST', headers, body })
    const { __type: type } = (await response.json()) as { __type: string }
    return [response.status, type]
  }
  const authorization = 'AWS4-HMAC-SHA256 Credential=sandbox/20260105/us-east-1/redshift-data/aws4_request'
  const target = { 'x-amz-target': 'RedshiftData.ExecuteStatement' }
  expect(await post(target)).toEqual([403, 'MissingAuthenticationTokenException'])
  expect(await post({ ...target, authorization }, 'nonsense')).toEqual([400, 'SerializationException'])
  expect(await post({ ...target, authorization }, '{"Sql":1}')).toEqual([400, 'SerializationException'])
  expect(await post({ 'x-amz-target': 'RedshiftData.Nothing', authorization })).toEqual([
    400,
    'UnknownOperationException',
  ])
})
