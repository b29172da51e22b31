import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ADMIN, guarded, SECRET } from './guarded.js'

const WORKGROUP = 'wg.123456789012.us-east-1.redshift-serverless.amazonaws.com'

const redshift = guarded()

describe('the command signs in, and loads', () => {
  test.each([
    ['password', () => redshift.user(), 'loader'],
    ['secret', () => `${redshift.place()}, secret: '${SECRET}loader'`, 'loader'],
    ['workgroup', () => `database: dev, tls: verify-full, iam: { workgroup: wg }`, 'IAM:sandbox'],
    ['domain', () => `${redshift.place().replace('127.0.0.1', 'localhost')}, iam: {}`, 'IAM:sandbox'],
    ['cluster', () => `database: dev, tls: verify-full, iam: { cluster: prod }`, 'IAM:sandbox'],
    ['named', () => `${redshift.place()}, iam: { cluster: prod, user: late, create: true }`, 'late'],
    ['api', () => `via: data-api, database: dev, iam: { workgroup: wg }`, 'IAM:sandbox'],
    ['hosted', () => `via: data-api, host: ${WORKGROUP}, database: dev, secret: '${SECRET}loader'`, 'loader'],
  ])('by %s', async (way, connection, owner) => {
    expect(await redshift.arbalest(way, connection())).toMatchObject({ exitCode: 0 })
    expect(await redshift.admin(`select n from ${way} order by n`)).toEqual([[1], [2]])
    expect(await redshift.admin(`select tableowner from pg_tables where tablename = '${way}'`)).toEqual([
      [owner],
    ])
  })

  test('to a workgroup that wakes up, whose delay it reports', async () => {
    redshift.sandbox.faults.add({ kind: 'connection-reset', times: 2 })
    const ended = await redshift.arbalest('cold', redshift.user())
    expect(ended).toMatchObject({ exitCode: 0 })
    expect(ended.stderr).toContain('takes no connection yet')
  })
})

test("another's lock that is held for too long: whose it is, and since when", async () => {
  expect(await redshift.arbalest('locked', redshift.user())).toMatchObject({ exitCode: 0 })
  const [[marks] = []] = await redshift.admin(
    `select tablename from pg_tables where tablename like 'arbalest_marks_locked%'`,
  )
  await writeFile(join(redshift.folder, '11.csv'), '3\n')
  const { SessionId } = await redshift.call('ExecuteStatement', {
    ...ADMIN,
    Sql: 'begin',
    SessionKeepAliveSeconds: 60,
  })
  const inSession = (Sql: string) =>
    redshift.call('ExecuteStatement', { SessionId, Sql, WaitTimeSeconds: 30 })
  await inSession(`lock ${String(marks)}`)
  const ended = await redshift.arbalest('locked', `${redshift.user()}, lockTimeout: 300ms`)
  await inSession('rollback')
  expect(ended).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('was locked for longer than lockTimeout (0.3 s) by ') as string,
  })
  expect(ended.stderr).not.toContain('trying again')
})
