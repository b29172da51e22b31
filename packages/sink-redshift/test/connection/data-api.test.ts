import { describe, expect, test } from 'vitest'
import { completeConnection } from '../../src/connection/connection-options.js'
import type { ConnectionConfiguration } from '../../src/index.js'
import { apiPlace } from '../../src/session/data-api/api-target.js'
import { faultsOf } from './faults-of.js'

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:redshift-AbCdEf'
const WORKGROUP = 'wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com'
const CLUSTER = 'prod.abc123xyz789.us-west-2.redshift.amazonaws.com'
const VIA = { via: 'data-api', database: 'dev' } as const

describe('a connection via data-api', () => {
  test.each<[string, ConnectionConfiguration, object]>([
    [
      'a workgroup by its name',
      { ...VIA, iam: { workgroup: 'wg' } },
      { target: { WorkgroupName: 'wg', Database: 'dev' }, region: undefined },
    ],
    [
      'a workgroup by its host',
      { ...VIA, iam: {}, host: WORKGROUP },
      { target: { WorkgroupName: 'wg', Database: 'dev' }, region: 'eu-west-1' },
    ],
    [
      'a cluster, as a user',
      { ...VIA, iam: { cluster: 'prod', user: 'ada' } },
      {
        target: { ClusterIdentifier: 'prod', Database: 'dev', DbUser: 'ada' },
        resource: 'arn:aws:redshift:*:*:cluster:prod',
      },
    ],
    [
      'a cluster by its host, with a secret',
      { ...VIA, secret: ARN, host: CLUSTER },
      {
        target: { ClusterIdentifier: 'prod', Database: 'dev', SecretArn: ARN },
        region: 'us-west-2',
        resource: 'arn:aws:redshift:us-west-2:*:cluster:prod',
      },
    ],
  ])('reaches %s', (_, connection, place) => {
    expect(faultsOf(connection)).toEqual([])
    expect(apiPlace(completeConnection(connection))).toMatchObject(place)
  })

  test.each([
    [
      { ...VIA, host: CLUSTER, user: 'ada', password: 'x' },
      'connection.via is data-api, which accepts no password',
    ],
    [{ via: 'data-api', secret: ARN, host: CLUSTER }, 'connection.database is missing'],
    [{ ...VIA, secret: ARN }, 'connection.host must be the host of a cluster or workgroup'],
    [{ ...VIA, secret: ARN, host: 'redshift.acme.com' }, 'connection.host must be the host of a cluster'],
    [{ ...VIA, iam: { cluster: 'c', user: 'ada', create: true } }, 'connection.iam.create does not go with'],
    [{ ...VIA, iam: { cluster: 'c', user: 'ada', groups: ['g'] } }, 'connection.iam.groups does not go with'],
    [{ ...VIA, iam: { cluster: 'c' }, tls: 'require' }, 'connection.tls does not go with via: data-api'],
    [{ ...VIA, iam: { cluster: 'c' }, port: 5439 }, 'connection.port does not go with via: data-api'],
    [
      { ...VIA, iam: { cluster: 'c' }, sessionKeepAlive: '25h' },
      'connection.sessionKeepAlive must be at most 24h',
    ],
    [
      { database: 'dev', iam: { cluster: 'c' }, sessionKeepAlive: '5s' },
      'connection.sessionKeepAlive is for the Data API',
    ],
    [{ ...VIA, iam: { cluster: 'c' }, via: 'http' }, 'connection.via must be wire or data-api'],
  ])('%j: %s', (connection, fault) => {
    expect(faultsOf(connection)).toEqual([expect.stringContaining(fault)])
  })
})
