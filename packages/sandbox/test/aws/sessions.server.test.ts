import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  ListSessionsCommand,
} from '@aws-sdk/client-redshift-data'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { localAws, WORKGROUP } from './local-aws.js'

const aws = localAws()

/** Opens a session; its id. */
async function open(seconds = 60): Promise<string> {
  const { SessionId } = await aws.run('select 1', { ...WORKGROUP, SessionKeepAliveSeconds: seconds })
  return SessionId as string
}

async function statusOf(SessionId: string): Promise<string | undefined> {
  const { Sessions } = await aws.data.send(new ListSessionsCommand({ SessionId }))
  return Sessions?.[0]?.Status
}

test('a session is one connection, with its transaction and its temporary tables', async () => {
  const SessionId = await open()
  const pid = await aws.values('select pg_backend_pid()', { SessionId })
  await aws.run('create temp table mine (n int)', { SessionId })
  await aws.run('begin', { SessionId })
  await aws.run('insert into mine values (1)', { SessionId })
  expect(await aws.values('select * from mine', { SessionId })).toEqual([[1]])
  await aws.run('rollback', { SessionId })
  expect(await aws.values('select * from mine', { SessionId })).toEqual([])
  expect(await aws.values('select pg_backend_pid()', { SessionId })).toEqual(pid)
  expect(await aws.values('select pg_backend_pid()')).not.toEqual(pid)
  expect((await aws.run('select 1', { SessionId })).RedshiftPid).toBe(pid[0]?.[0])
})

test('a session takes one statement at a time, and has no queue', async () => {
  const SessionId = await open()
  const { Id } = await aws.data.send(
    new ExecuteStatementCommand({ SessionId, Sql: 'select count(*) from generate_series(1, 3000000)' }),
  )
  const second = aws.data.send(new ExecuteStatementCommand({ SessionId, Sql: 'select 1' }))
  await expect(second).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Session is not available',
  })
  const { Sessions } = await aws.data.send(new ListSessionsCommand({ SessionId }))
  expect(Sessions).toMatchObject([{ Status: 'BUSY', CurrentStatementId: Id, SessionAliveSeconds: 60 }])
  await aws.data.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))
  expect(await statusOf(SessionId)).toBe('AVAILABLE')
})

test('a session ends when nobody has used it for its time, and what it held is undone', async () => {
  await aws.run('create table held (n int)')
  const SessionId = await open(1)
  await aws.run('begin', { SessionId })
  await aws.run('insert into held values (1)', { SessionId })
  await aws.run('lock held', { SessionId })
  await sleep(1500)
  expect(await statusOf(SessionId)).toBe('CLOSED')
  expect(await aws.values('select count(*) from held')).toEqual([[0]])
  await expect(aws.run('commit', { SessionId })).rejects.toThrow('Session is not available')
  const listed = async (Status?: 'CLOSED') => {
    const { Sessions = [] } = await aws.data.send(new ListSessionsCommand(Status ? { Status } : {}))
    return Sessions.some((session) => session.SessionId === SessionId)
  }
  expect([await listed(), await listed('CLOSED')]).toEqual([false, true])
})

test('a session whose connection is killed is closed', async () => {
  const SessionId = await open()
  const [[pid]] = (await aws.values('select pg_backend_pid()', { SessionId })) as [[number]]
  await aws.run(`select pg_terminate_backend(${pid})`)
  await expect.poll(() => statusOf(SessionId)).toBe('CLOSED')
})

test('a session that never was is invalid, and not found', async () => {
  const SessionId = randomUUID()
  const statement = aws.data.send(new ExecuteStatementCommand({ SessionId, Sql: 'select 1' }))
  await expect(statement).rejects.toThrow(`Session with Id: ${SessionId} is invalid`)
  await expect(statusOf(SessionId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a session is of one database and user', async () => {
  const SessionId = await open()
  const elsewhere = aws.data.send(new ExecuteStatementCommand({ ...WORKGROUP, SessionId, Sql: 'select 1' }))
  await expect(elsewhere).rejects.toThrow(
    'WorkgroupName, Database cannot be specified together with SessionId.',
  )
})

test('a call that is made again with its token is not run again, even when its session is gone', async () => {
  await aws.run('create table once (n int)')
  const SessionId = await open(4)
  const call = { SessionId, Sql: 'insert into once values (1)', ClientToken: randomUUID() }
  const first = await aws.data.send(new ExecuteStatementCommand({ ...call, WaitTimeSeconds: 30 }))
  const again = await aws.data.send(new ExecuteStatementCommand({ ...call, WaitTimeSeconds: 30 }))
  expect(again.Id).toBe(first.Id)
  await expect.poll(() => statusOf(SessionId), { timeout: 25_000 }).toBe('CLOSED')
  const late = await aws.data.send(new ExecuteStatementCommand({ ...call, WaitTimeSeconds: 30 }))
  expect(late).toMatchObject({ Id: first.Id, Status: 'FINISHED' })
  expect(await aws.values('select count(*) from once')).toEqual([[1]])
  const other = aws.data.send(new ExecuteStatementCommand({ ...call, Sql: 'insert into once values (2)' }))
  await expect(other).rejects.toThrow('ClientToken was used before')
})

test('a COPY in a session is counted, and known to system tables by its RedshiftQueryId', async () => {
  await aws.run('create table loaded (n int)')
  const admin = new Client(aws.sandbox.url)
  await admin.connect()
  const copy = "copy loaded from 's3://bkt/none' iam_role default csv"
  const SessionId = await open()
  expect((await aws.run('begin', { SessionId })).RedshiftQueryId).toBe(0)
  const failed = await aws.run(copy, { SessionId })
  expect(failed.Error).toContain('NoSuchBucket')
  expect(failed.RedshiftQueryId).toBeGreaterThan(0)
  expect(await aws.run('select 1', { SessionId })).toMatchObject({
    Error: expect.stringContaining('current transaction is aborted'),
    RedshiftQueryId: -1,
  })
  const { rows } = await admin.query('select query_id, status from sys_load_history')
  expect(rows).toEqual([{ query_id: String(failed.RedshiftQueryId), status: 'aborted' }])
  await admin.end()
})
