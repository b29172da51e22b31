import {
  DescribeClustersCommand,
  GetClusterCredentialsCommand,
  GetClusterCredentialsWithIAMCommand,
} from '@aws-sdk/client-redshift'
import { GetCredentialsCommand, GetWorkgroupCommand } from '@aws-sdk/client-redshift-serverless'
import { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../redshift/sign-in/signing-client.js'
import { localAws } from './local-aws.js'

const aws = localAws({ passwords: 'md5', clusters: ['prod'], workgroups: ['wg'] })

/** Who the session of a temporary login is of. */
async function whoIs(user = '', password = '', database = 'dev'): Promise<unknown> {
  const { hostname: host, port } = new URL(aws.sandbox.url)
  const client = new Client({ host, port: Number(port), user, password, database })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query('select current_user')
    return (rows[0] as { current_user: string }).current_user
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  const admin = new Client(aws.sandbox.url)
  await admin.connect()
  await admin.query(`create user app password 'Passw0rd'`)
  await admin.query(`create group etl`)
  await admin.end()
})

describe('GetClusterCredentials', () => {
  const get = (input: object) =>
    aws.redshift.send(
      new GetClusterCredentialsCommand({ ClusterIdentifier: 'prod', DbUser: 'app', ...input }),
    )

  test('lets in as the user that it is asked for', async () => {
    const { DbUser, DbPassword, Expiration } = await get({})
    expect(DbUser).toBe('IAM:app')
    expect(Expiration?.getTime()).toBeGreaterThan(Date.now() + 890_000)
    expect(Expiration?.getTime()).toBeLessThan(Date.now() + 910_000)
    expect(await whoIs(DbUser, DbPassword)).toBe('app')
    await expect(whoIs(DbUser, 'guessed')).rejects.toThrow(
      'password authentication failed for user "IAM:app"',
    )
    await expect(whoIs('app', DbPassword)).rejects.toThrow('password authentication failed')
  })

  test('makes the user if it is asked to, and puts it into groups', async () => {
    const unknown = await get({ DbUser: 'late' })
    await expect(whoIs(unknown.DbUser, unknown.DbPassword)).rejects.toMatchObject({
      code: '42704',
      message: 'user "late" does not exist',
    })
    const { DbUser, DbPassword } = await get({ DbUser: 'late', AutoCreate: true, DbGroups: ['etl'] })
    expect(DbUser).toBe('IAMA:late')
    expect(await whoIs(DbUser, DbPassword)).toBe('late')
    const groupless = await get({ DbUser: 'groupless', AutoCreate: true, DbGroups: [] })
    expect(await whoIs(groupless.DbUser, groupless.DbPassword)).toBe('groupless')
  })

  test('is of one database if it is asked to', async () => {
    const { DbUser, DbPassword } = await get({ DbName: 'other' })
    await expect(whoIs(DbUser, DbPassword)).rejects.toThrow('password authentication failed')
  })

  test('refuses what AWS refuses', async () => {
    await expect(get({ ClusterIdentifier: 'none' })).rejects.toMatchObject({
      name: 'ClusterNotFoundFault',
      message: 'Cluster none not found.',
    })
    await expect(get({ DurationSeconds: 60 })).rejects.toThrow('greater than or equal to 900')
  })
})

test('GetClusterCredentialsWithIAM and GetCredentials make the user of the identity, who may do little', async () => {
  const { DbUser, DbPassword } = await aws.redshift.send(
    new GetClusterCredentialsWithIAMCommand({ ClusterIdentifier: 'prod', DurationSeconds: 3600 }),
  )
  expect(await whoIs(DbUser, DbPassword)).toBe('IAM:sandbox')
  const { dbUser, dbPassword, nextRefreshTime } = await aws.serverless.send(
    new GetCredentialsCommand({ workgroupName: 'wg' }),
  )
  expect(await whoIs(dbUser, dbPassword)).toBe('IAM:sandbox')
  expect(nextRefreshTime).toBeInstanceOf(Date)
  expect((await aws.run('create user x password disable')).Error).toContain('permission denied')
  expect((await aws.run('create table mine (n int) sortkey (n)')).Status).toBe('FINISHED')
  const other = aws.serverless.send(new GetCredentialsCommand({ workgroupName: 'other' }))
  await expect(other).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a temporary password that has expired lets nobody in, and sessions stay', async () => {
  const login = await aws.serverless.send(new GetCredentialsCommand({ workgroupName: 'wg' }))
  const { hostname: host, port } = new URL(aws.sandbox.url)
  const client = new Client({
    host,
    port: Number(port),
    user: login.dbUser,
    password: login.dbPassword,
    database: 'dev',
  })
  await client.connect()
  aws.sandbox.expireLogins()
  await expect(whoIs(login.dbUser, login.dbPassword)).rejects.toMatchObject({
    code: '28000',
    message: 'IAM Authentication token has expired',
  })
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await client.end()
})

test('a user of an identity provider is asked for its token, which nobody here can check', async () => {
  const { asked, outcome } = await signIn(Number(new URL(aws.sandbox.url).port), 'AWSIDC:alice', 'token')
  expect(asked).toEqual([14])
  expect(outcome).toContain('FATAL 28000 The sandbox has no identity provider')
})

test('clusters and workgroups tell where Redshift is', async () => {
  const { port } = new URL(aws.sandbox.url)
  const { Clusters } = await aws.redshift.send(new DescribeClustersCommand({}))
  expect(Clusters).toMatchObject([
    {
      ClusterIdentifier: 'prod',
      ClusterStatus: 'available',
      Endpoint: { Address: '127.0.0.1', Port: Number(port) },
    },
  ])
  const { workgroup } = await aws.serverless.send(new GetWorkgroupCommand({ workgroupName: 'wg' }))
  expect(workgroup).toMatchObject({
    status: 'AVAILABLE',
    endpoint: { address: '127.0.0.1', port: Number(port) },
  })
})
