import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { guarded, SECRET } from './guarded.js'

const redshift = guarded()

describe('the command says what is wrong, and what to do', () => {
  const fails = async (connection: string, env?: NodeJS.ProcessEnv) => {
    const { exitCode, stderr } = await redshift.arbalest('refused', connection, ['plan'], env)
    return [exitCode, stderr.replaceAll(/\s+/g, ' ')] as const
  }

  type Refusal = [string, () => [connection: string, env?: NodeJS.ProcessEnv], number, string]
  const refusals: Refusal[] = [
    [
      'a wrong password',
      () => [redshift.user(), { PASSWORD: 'canary-wrong' }],
      1,
      'password authentication failed for user "loader"; check the user and the password in connection',
    ],
    [
      'a user of an identity provider',
      () => [`${redshift.place()}, user: 'AWSIDC:alice', password: '\${env:PASSWORD}'`],
      1,
      'it asks for a token of an identity provider',
    ],
    [
      'a certificate that nobody vouches for',
      () => [redshift.user(), { NODE_EXTRA_CA_CERTS: '' }],
      1,
      'cannot be trusted',
    ],
    [
      'a server that asks for TLS',
      () => [redshift.user().replace('verify-full', 'disable')],
      1,
      'refused to let us in',
    ],
    [
      'a secret that is not there',
      () => [`${redshift.place()}, secret: '${SECRET}none'`],
      1,
      "can't find the specified secret; check secret in connection",
    ],
    [
      'a secret of another engine',
      () => [`${redshift.place()}, secret: '${SECRET}mysql'`],
      1,
      'is of another engine than redshift',
    ],
    [
      'a secret without a password',
      () => [`${redshift.place()}, secret: '${SECRET}empty'`],
      1,
      'has no password',
    ],
    [
      'a workgroup that is not there',
      () => [`${redshift.place()}, iam: { workgroup: none }`],
      1,
      'check the workgroup "none" in connection, and the region',
    ],
    [
      'a cluster that is not there',
      () => [`database: dev, iam: { cluster: none }`],
      1,
      'check the cluster "none" in connection, and the region',
    ],
    [
      'a user that is not there',
      () => [`${redshift.place()}, iam: { cluster: prod, user: nobody }`],
      1,
      'user "nobody" does not exist',
    ],
    [
      'no credentials of AWS',
      () => [
        `${redshift.place()}, iam: { workgroup: wg }`,
        {
          AWS_ACCESS_KEY_ID: '',
          AWS_SECRET_ACCESS_KEY: '',
          AWS_EC2_METADATA_DISABLED: 'true',
          HOME: redshift.folder,
        },
      ],
      1,
      'credentials',
    ],
    [
      'two ways at once',
      () => [`${redshift.user()}, secret: '${SECRET}loader'`],
      3,
      'sink.with.connection.password: is a second way to sign in, in addition to secret',
    ],
    [
      'a user with a workgroup',
      () => [`${redshift.place()}, iam: { workgroup: wg, user: u }`],
      3,
      'does not go with a serverless workgroup',
    ],
    [
      'a host that is another cluster',
      () => [`host: test.abc.us-east-1.redshift.amazonaws.com, database: dev, iam: { cluster: prod }`],
      3,
      'is that of the cluster "test", and iam names the cluster "prod"',
    ],
  ]
  test.each(refusals)('%s', async (_, given, exitCode, said) => {
    expect(await fails(...given())).toEqual([exitCode, expect.stringContaining(said)])
  })

  test.each([
    [
      'GetSecretValue',
      () => `${redshift.place()}, secret: '${SECRET}loader'`,
      `allow secretsmanager:GetSecretValue on "${SECRET}loader"`,
    ],
    [
      'GetCredentials',
      () => `${redshift.place()}, iam: { workgroup: wg }`,
      'allow redshift-serverless:GetCredentials on',
    ],
    [
      'GetClusterCredentials',
      () => `${redshift.place()}, iam: { cluster: prod, user: u }`,
      'allow redshift:GetClusterCredentials on "arn:aws:redshift:*:*:dbuser:prod/u"',
    ],
  ])('a denial of %s', async (operation, connection, said) => {
    redshift.sandbox.faults.add({ kind: 'denied', operation })
    expect(await fails(connection())).toEqual([1, expect.stringContaining(said)])
  })

  test('a session with AWS that has expired, and calls that are too many', async () => {
    redshift.sandbox.faults.add({ kind: 'token-expired' })
    const iam = `${redshift.place()}, iam: { workgroup: wg }`
    expect(await fails(iam)).toEqual([1, expect.stringContaining('sign in to AWS again')])
    redshift.sandbox.faults.clear()
    redshift.sandbox.faults.add({ kind: 'throttled' })
    expect(await fails(iam)).toEqual([4, expect.stringContaining('Rate exceeded')])
  })

  test('a temporary password that is refused, without showing it', async () => {
    const login = {
      dbUser: 'IAM:sandbox',
      dbPassword: 'canary-temporary',
      expiration: Date.now() / 1_000 + 900,
    }
    const fake = createServer((_, response) => response.end(JSON.stringify(login))).listen(0, '127.0.0.1')
    await once(fake, 'listening')
    try {
      const endpoint = `http://127.0.0.1:${(fake.address() as AddressInfo).port}`
      const env = { AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS: endpoint }
      expect(await fails(`${redshift.place()}, iam: { workgroup: wg }`, env)).toEqual([
        1,
        expect.stringContaining('refused to let us in'),
      ])
    } finally {
      fake.close()
    }
  })
})
