import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListStatementsCommand,
} from '@aws-sdk/client-redshift-data'
import { expect, test } from 'vitest'
import { sharedAws, WORKGROUP } from './local-aws.js'

const aws = sharedAws()

test('a statement is submitted, described, and its result fetched', async () => {
  const { Id, ...submitted } = await aws.data.send(
    new ExecuteStatementCommand({
      Sql: "select 1 as one, 'a' as a",
      ClusterIdentifier: 'c',
      Database: 'dev',
    }),
  )
  expect(submitted).toMatchObject({ ClusterIdentifier: 'c', Database: 'dev', DbUser: 'IAM:sandbox' })
  expect(submitted.CreatedAt).toBeInstanceOf(Date)
  expect(submitted.SessionId).toBeUndefined()
  const described = await aws.data.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))
  expect(described).toMatchObject({
    Id,
    Status: 'FINISHED',
    HasResultSet: true,
    ResultRows: 1,
    ResultSize: 2,
    QueryString: "select 1 as one, 'a' as a",
    ResultFormat: 'JSON',
  })
  expect(described.Duration).toBeGreaterThan(0)
  expect(described.RedshiftPid).toBeGreaterThan(0)
  const result = await aws.data.send(new GetStatementResultCommand({ Id }))
  expect(result.Records).toEqual([[{ longValue: 1 }, { stringValue: 'a' }]])
  expect(result.ColumnMetadata).toMatchObject([
    { name: 'one', label: 'one', typeName: 'int4' },
    { name: 'a', typeName: 'varchar' },
  ])
  expect(result.TotalNumRows).toBe(1)
})

test('a statement that fails says why in text', async () => {
  expect(await aws.run('select * from nothing')).toMatchObject({
    Status: 'FAILED',
    Error: expect.stringMatching(/^ERROR: relation "nothing" does not exist \[ErrorId: 1-[0-9a-f-]+\]$/),
    HasResultSet: false,
    ResultRows: -1,
    ResultSize: -1,
  })
  expect((await aws.run('select 1; select 2')).Error).toContain('cannot insert multiple commands')
  const { Error: error, Status } = await aws.run('select 1', { Database: 'nowhere' })
  expect([Status, error]).toEqual([
    'FAILED',
    expect.stringContaining('FATAL: database "nowhere" does not exist'),
  ])
})

test('parameters stand for values, but not in strings, casts and comments', async () => {
  const Parameters = [
    { name: 'id', value: '7' },
    { name: 'word', value: "o'clock" },
  ]
  expect(
    await aws.values("select :id::int + 1, ':id', :word::varchar, :ID::int /* :id */", { Parameters }),
  ).toEqual([[8, ':id', "o'clock", 7]])
  const unused = aws.run('select :id::int', { Parameters })
  await expect(unused).rejects.toThrow(
    'Parameters list contains unused parameters. Unused parameters: [word]',
  )
  await expect(
    aws.run('select :id::int, :other::int', { Parameters: Parameters.slice(0, 1) }),
  ).rejects.toThrow('Cannot find parameter: other')
})

test('a batch is one transaction, and each of its statements has an id', async () => {
  await aws.run('create table batched (n int)')
  const { Id } = await aws.data.send(
    new BatchExecuteStatementCommand({
      ...WORKGROUP,
      Sqls: ['insert into batched values (:n), (2)', 'select count(*) from batched'],
      Parameters: [{ name: 'n', value: '1' }],
      WaitTimeSeconds: 30,
    }),
  )
  const described = await aws.data.send(new DescribeStatementCommand({ Id }))
  expect(described).toMatchObject({ Status: 'FINISHED', HasResultSet: true })
  expect(described.SubStatements).toMatchObject([
    { Id: `${Id}:1`, Status: 'FINISHED', ResultRows: 2, HasResultSet: false },
    { Id: `${Id}:2`, Status: 'FINISHED', ResultRows: 1, HasResultSet: true },
  ])
  const result = await aws.data.send(new GetStatementResultCommand({ Id: `${Id}:2` }))
  expect(result.Records).toEqual([[{ longValue: 2 }]])
  await expect(aws.data.send(new GetStatementResultCommand({ Id }))).rejects.toThrow('does not have result')
})

test('a batch that fails leaves nothing; with AUTO_COMMIT the others stay', async () => {
  await aws.run('create table failing (n int)')
  const Sqls = ['insert into failing values (1)', 'select 1/0', 'insert into failing values (2)']
  const outcome = async (ExecutionMode: 'TRANSACTION' | 'AUTO_COMMIT') => {
    const { Id, Status } = await aws.data.send(
      new BatchExecuteStatementCommand({ ...WORKGROUP, Sqls, ExecutionMode, WaitTimeSeconds: 30 }),
    )
    const { SubStatements = [], Error: error } = await aws.data.send(new DescribeStatementCommand({ Id }))
    expect(error).toContain('division by zero')
    return [
      Status,
      SubStatements.map((part) => part.Status),
      await aws.values('select n from failing order by n'),
    ]
  }
  expect(await outcome('TRANSACTION')).toEqual(['FAILED', ['FINISHED', 'FAILED', 'ABORTED'], []])
  expect(await outcome('AUTO_COMMIT')).toEqual(['FAILED', ['FINISHED', 'FAILED', 'FINISHED'], [[1], [2]]])
})

test('a statement that runs is canceled', async () => {
  const { Id, Status } = await aws.data.send(
    new ExecuteStatementCommand({
      ...WORKGROUP,
      Sql: 'select count(*) from generate_series(1, 1000000000000)',
      WaitTimeSeconds: 1,
    }),
  )
  expect(Status).toBe('STARTED')
  await expect(aws.data.send(new GetStatementResultCommand({ Id }))).rejects.toThrow('does not have result')
  expect((await aws.data.send(new CancelStatementCommand({ Id }))).Status).toBe(true)
  expect(await aws.data.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))).toMatchObject({
    Status: 'ABORTED',
    Error: expect.stringContaining("canceled on user's request"),
  })
  await expect(aws.data.send(new CancelStatementCommand({ Id }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: `Could not cancel a query that is already in ABORTED state with ID: ${Id}`,
  })
})

test('statements are listed: finished ones, or by name and status', async () => {
  await aws.run('select 1', { StatementName: 'nightly-1' })
  await aws.run('select nothing', { StatementName: 'Nightly-2' })
  const list = async (Status?: 'ALL' | 'FAILED') => {
    const { Statements = [] } = await aws.data.send(
      new ListStatementsCommand({ StatementName: 'NIGHTLY', ...(Status && { Status }) }),
    )
    return Statements.map(({ StatementName }) => StatementName)
  }
  expect(await list()).toEqual(['nightly-1'])
  expect(await list('ALL')).toEqual(['Nightly-2', 'nightly-1'])
  expect(await list('FAILED')).toEqual(['Nightly-2'])
  const { Statements = [], NextToken } = await aws.data.send(new ListStatementsCommand({ MaxResults: 1 }))
  expect(Statements.length).toBe(1)
  expect(NextToken).toBeDefined()
})
