import { describe, expect, test, vi } from 'vitest'
import type { ConnectionConfiguration } from '../../src/index.js'
import { URL_OF_SINK, ask, fault, place, refusal, sandbox, transportOf, withSandbox } from './signing-in.js'

withSandbox()

describe('IAM', () => {
  test('signs in to a workgroup, and looks up where it is', async () => {
    const iam = { workgroup: 'wg' }
    expect(await ask({ database: 'dev', iam }, 'select current_user')).toEqual(['IAM:sandbox'])
    expect(await ask({ ...place(), iam }, 'select current_user')).toEqual(['IAM:sandbox'])
  })

  test('signs in to a cluster, as the user that is named, or as the one of who calls', async () => {
    expect(await ask({ database: 'dev', iam: { cluster: 'prod' } }, 'select current_user')).toEqual([
      'IAM:sandbox',
    ])
    const late = { cluster: 'prod', user: 'late' }
    expect(await refusal({ ...place(), iam: late })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining('user "late" does not exist') as string,
    })
    expect(await ask({ ...place(), iam: { ...late, create: true } }, 'select current_user')).toEqual(['late'])
  })

  test('fetches credentials once, and anew if they have expired', async () => {
    await using transport = transportOf({ ...place(), iam: { workgroup: 'wg' } })
    const [first] = await transport.ask('select pg_backend_pid()')
    expect(await transport.ask('select pg_backend_pid()')).toEqual([first])
    sandbox.expireLogins()
    await transport.endSession()
    expect(await transport.ask('select current_user')).toEqual(['IAM:sandbox'])
  })

  test('fetches credentials anew a minute before they expire', async () => {
    await using transport = transportOf({ ...place(), iam: { workgroup: 'wg' } })
    const [first] = await transport.ask('select pg_backend_pid()')
    vi.useFakeTimers({ now: Date.now() + 850_000, toFake: ['Date'] })
    try {
      expect(await transport.ask('select pg_backend_pid()')).not.toEqual([first])
    } finally {
      vi.useRealTimers()
    }
  })

  test('says what to allow, and what is not there', async () => {
    const denied = async (operation: string, connection: ConnectionConfiguration) => {
      using _ = fault({ kind: 'denied', operation })
      return await refusal(connection)
    }
    expect(await denied('GetCredentials', { ...place(), iam: { workgroup: 'wg' } })).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringMatching(
        /could not sign in to the workgroup "wg": User: \S+ is not authorized .*; allow redshift-serverless:GetCredentials on "arn:aws:redshift-serverless:\*:\*:workgroup\/\*"\.$/,
      ) as string,
    })
    expect(await denied('GetWorkgroup', { database: 'dev', iam: { workgroup: 'wg' } })).toMatchObject({
      message: expect.stringContaining('allow redshift-serverless:GetWorkgroup on') as string,
    })
    expect(
      await denied('GetClusterCredentials', { ...place(), iam: { cluster: 'prod', user: 'u' } }),
    ).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining(
        'allow redshift:GetClusterCredentials on "arn:aws:redshift:*:*:dbuser:prod/u".',
      ) as string,
    })
    expect(
      await denied('GetClusterCredentialsWithIAM', { ...place(), iam: { cluster: 'prod' } }),
    ).toMatchObject({
      message: expect.stringContaining('on "arn:aws:redshift:*:*:dbname:prod/dev".') as string,
    })
    expect(await denied('DescribeClusters', { database: 'dev', iam: { cluster: 'prod' } })).toMatchObject({
      message: expect.stringContaining('allow redshift:DescribeClusters on') as string,
    })
    expect(await refusal({ ...place(), iam: { workgroup: 'none' } })).toEqual({
      code: 'SINK_UNREACHABLE',
      retryable: false,
      message: `${URL_OF_SINK}: could not sign in to the workgroup "none": Workgroup none was not found; check the workgroup "none" in connection, and the region.`,
    })
    expect(await refusal({ ...place(), iam: { cluster: 'none' } })).toMatchObject({
      code: 'SINK_UNREACHABLE',
      message: expect.stringContaining('check the cluster "none" in connection') as string,
    })
  })

  test('says that the session with AWS has expired, or that it will take calls later', async () => {
    const iam = { ...place(), iam: { workgroup: 'wg' } }
    sandbox.faults.add({ kind: 'token-expired', times: 1 })
    expect(await refusal(iam)).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringContaining('sign in to AWS again') as string,
    })
    sandbox.faults.add({ kind: 'throttled' })
    expect(await refusal(iam)).toMatchObject({ code: 'SINK_UNREACHABLE', retryable: true })
  })
})
