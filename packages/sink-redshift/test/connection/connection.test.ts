import { inspect } from 'node:util'
import { testPlugin } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { completeOptions, type ConnectionConfiguration } from '../../src/index.js'
import plugin from '../../src/index.js'
import { urlOf } from '../../src/connection/connection-options.js'
import { faultsOf } from './faults-of.js'

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:redshift-AbCdEf'
const WORKGROUP = 'wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com'
const CLUSTER = 'prod.abc123xyz789.us-west-2.redshift.amazonaws.com'
const OTHERS = { iamRole: 'default', metadata: 's3://acme/arbalest/' }
const PASSWORD = { host: 'h', database: 'dev', user: 'ada', password: 's3cr@t' }
const IAM = { database: 'dev' }

const given = (connection: unknown) => ({ ...OTHERS, connection })

function complete(connection: string | ConnectionConfiguration) {
  return completeOptions({ ...OTHERS, connection }).connection
}

describe('the plugin takes a connection', () => {
  testPlugin(test, plugin, {
    valid: [
      PASSWORD,
      { ...PASSWORD, port: '5439', tls: 'require', via: 'wire' },
      { ...PASSWORD, port: 1, queryGroup: "e'tl", lockTimeout: '15m' },
      { ...PASSWORD, connectTimeout: '60s', statementTimeout: '2h', searchPath: ['staging', 'public'] },
      { secret: ARN },
      { secret: ARN, host: 'h', port: 5440, database: 'dev' },
      { ...IAM, iam: { workgroup: 'wg' } },
      { ...IAM, iam: { cluster: 'c', user: 'loader', create: true, groups: ['etl'] } },
      { ...IAM, iam: {}, host: WORKGROUP },
      { ...IAM, iam: {}, host: CLUSTER },
      { ...IAM, iam: { user: 'loader' }, host: CLUSTER },
      { ...IAM, iam: { cluster: 'PROD' }, host: CLUSTER },
      { ...IAM, iam: { workgroup: 'wg' }, host: `other-endpoint-${WORKGROUP}` },
      { ...IAM, iam: { cluster: 'c' }, host: 'redshift.example.com' },
      { ...IAM, iam: {}, host: 'redshift.example.com' },
      { ...IAM, iam: { user: 'loader' }, host: 'redshift.example.com' },
    ].map(given),
    invalid: [
      ...[
        [{}, ['']],
        [{ host: 'h' }, ['']],
        [{ ...PASSWORD, secret: ARN }, ['password']],
        [{ ...PASSWORD, iam: {} }, ['password']],
        [{ secret: ARN, iam: {} }, ['secret']],
        [{ ...IAM, iam: { workgroup: 'wg' }, user: 'ada' }, ['user']],
        [{ secret: ARN, user: 'ada' }, ['user']],
        [{ user: 'ada' }, ['host', 'database', 'password']],
        [{ ...PASSWORD, user: undefined }, ['user']],
        [{ iam: { workgroup: 'wg' } }, ['database']],
        [{ ...IAM, iam: {} }, ['iam']],
        [{ ...IAM, iam: {}, host: '10.0.0.1' }, ['iam']],
        [{ ...IAM, iam: {}, host: `other-endpoint-${WORKGROUP}` }, ['iam']],
        [{ ...IAM, iam: {}, host: 'redshift.example.com', via: 'data-api' }, ['iam']],
        [{ ...IAM, iam: { create: true }, host: 'redshift.example.com' }, ['iam.create']],
        [{ ...IAM, iam: { workgroup: 'wg', cluster: 'c' } }, ['iam.cluster']],
        [{ ...IAM, iam: { workgroup: 'wg', user: 'ada', groups: [] } }, ['iam.user', 'iam.groups']],
        [{ ...IAM, iam: { user: 'ada' }, host: WORKGROUP }, ['iam.user']],
        [{ ...IAM, iam: { cluster: 'c', create: true } }, ['iam.create']],
        [{ ...IAM, iam: { cluster: 'test' }, host: CLUSTER }, ['host']],
        [{ ...IAM, iam: { cluster: 'wg' }, host: WORKGROUP }, ['host']],
        [
          { ...PASSWORD, port: '5439x', connectTimeout: '60', lockTimeout: '0s' },
          ['port', 'connectTimeout', 'lockTimeout'],
        ],
        [
          { ...PASSWORD, port: 0, statementTimeout: 5, tls: 'on', via: 'air' },
          ['port', 'statementTimeout', 'tls', 'via'],
        ],
        [{ secret: 'redshift', pasword: 'x' }, ['secret', 'pasword']],
        [{ ...IAM, iam: { cluster: 'c', group: 'etl' } }, ['iam.group']],
        [{ ...PASSWORD, host: '', password: '' }, ['host', 'password']],
        [{ ...PASSWORD, searchPath: ['a.b'] }, ['searchPath[0]']],
        [{ ...PASSWORD, searchPath: [] }, ['searchPath']],
      ].map(([connection, places]) => ({
        options: given(connection),
        places: (places as string[]).map((place) => (place === '' ? 'connection' : `connection.${place}`)),
      })),
      { options: given(5), places: ['connection'] },
      { options: given(null), places: ['connection'] },
    ],
  })
})

test('a fault says what is wrong and what to do', () => {
  expect(faultsOf({})).toEqual([
    'connection names no way to sign in; give user and password, or secret, or iam.',
  ])
  expect(faultsOf({ ...PASSWORD, secret: ARN })).toEqual([
    'connection.password is a second way to sign in, in addition to secret; give one of the two.',
  ])
  expect(faultsOf({ ...IAM, iam: { user: 'ada' }, host: WORKGROUP })).toEqual([
    'connection.iam.user does not go with a serverless workgroup, which signs in the caller; leave it out.',
  ])
  expect(faultsOf({ ...IAM, iam: { cluster: 'test' }, host: CLUSTER })).toEqual([
    'connection.host is that of the cluster "prod", and iam names the cluster "test".',
  ])
  expect(faultsOf({ ...IAM, iam: {}, host: '10.0.0.1' })).toEqual([
    'connection.iam does not say to what it signs in, and the name of the host "10.0.0.1" does not say it; give iam.workgroup or iam.cluster.',
  ])
  expect(faultsOf({ ...IAM, iam: {}, host: 'redshift.example.com', via: 'data-api' })).toEqual([
    'connection.iam does not say to what it signs in, and the Data API does not find custom domain names, and that of the host may be one; give iam.workgroup or iam.cluster.',
  ])
})

test("what IAM signs in to, and in which region, is taken from the host's name", () => {
  expect(complete({ ...IAM, iam: {}, host: WORKGROUP }).signIn).toEqual({
    kind: 'workgroup',
    name: 'wg',
    region: 'eu-west-1',
  })
  expect(complete({ ...IAM, iam: { user: 'loader' }, host: CLUSTER }).signIn).toEqual({
    kind: 'cluster',
    name: 'prod',
    region: 'us-west-2',
    user: 'loader',
    create: false,
    groups: [],
  })
  expect(complete({ ...IAM, iam: { workgroup: 'wg' } }).signIn).toEqual({
    kind: 'workgroup',
    name: 'wg',
    region: undefined,
  })
})

test('durations are milliseconds, and a port may be text', () => {
  const options = complete({ ...PASSWORD, port: '5440', lockTimeout: '15m', statementTimeout: '2h' })
  expect(options).toMatchObject({
    port: 5440,
    connectTimeout: 60_000,
    lockTimeout: 900_000,
    statementTimeout: 7_200_000,
  })
  expect(complete({ ...PASSWORD, connectTimeout: '250ms' }).connectTimeout).toBe(250)
})

test('a sink is called by its address, as far as it is known, and by no secret', () => {
  const url = (connection: string | ConnectionConfiguration) => urlOf(complete(connection))
  expect(url('redshift://ada:s3cr%40t@cluster.example.com/dev')).toBe(
    'redshift://cluster.example.com:5439/dev',
  )
  expect(url('redshift://u:p@[::1]:1/dev')).toBe('redshift://[::1]:1/dev')
  expect(url(PASSWORD)).toBe('redshift://h:5439/dev')
  expect(url({ ...IAM, iam: { workgroup: 'wg' } })).toBe('redshift://wg:5439/dev')
  expect(url({ secret: ARN })).toBe('redshift://redshift-AbCdEf:5439/')
})

test('no password is shown by options that are printed, or by faults', () => {
  const shown = inspect(complete(PASSWORD), { depth: null }) + JSON.stringify(complete(PASSWORD))
  expect(shown).not.toContain('s3cr@t')
  expect(faultsOf({ ...PASSWORD, host: 5 }).join()).not.toContain('s3cr@t')
})
