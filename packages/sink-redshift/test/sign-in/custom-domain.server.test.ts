import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { IamConfiguration } from '../../src/index.js'
import { ask, refusal } from './signing-in.js'

// The one name that resolves to this machine everywhere.
const HOST = 'localhost'

let ofWorkgroup: Sandbox
let ofCluster: Sandbox

beforeAll(async () => {
  ofWorkgroup = await startSandbox({ customDomains: { [HOST]: { workgroup: 'wg' } } })
  ofCluster = await startSandbox({ customDomains: { [HOST]: { cluster: 'prod' } } })
})
afterEach(() => ofCluster.faults.clear())
afterAll(() => Promise.all([ofWorkgroup.stop(), ofCluster.stop()]))

function at({ url, env }: Sandbox, iam: IamConfiguration = {}) {
  Object.assign(process.env, env)
  return { host: HOST, port: new URL(url).port, database: 'dev', iam }
}

const WHO = 'select current_user'

test('IAM signs in to the workgroup, or to the cluster, that has the domain name of the host', async () => {
  expect(await ask(at(ofWorkgroup), WHO)).toEqual(['IAM:sandbox'])
  expect(await ask(at(ofCluster), WHO)).toEqual(['IAM:sandbox'])
  expect(await ask(at(ofCluster, { user: 'late', create: true }), WHO)).toEqual(['late'])
})

test('who may ask only for clusters signs in to one', async () => {
  ofCluster.faults.add({ kind: 'denied', operation: 'GetCredentials' })
  expect(await ask(at(ofCluster), WHO)).toEqual(['IAM:sandbox'])
})

test('a refusal says what AWS said of either, and what to allow', async () => {
  ofCluster.faults.add({ kind: 'denied', operation: 'GetClusterCredentialsWithIAM' })
  expect(await refusal(at(ofCluster))).toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringMatching(
      /neither to a serverless workgroup nor to a cluster at "localhost"\. Serverless: could not sign in to the workgroup at "localhost": Custom domain name localhost was not found; check the host in connection, and the region\. Cluster: .*allow redshift:GetClusterCredentialsWithIAM on "arn:aws:redshift:\*:\*:dbname:\*\/dev"\.$/,
    ) as string,
  })
  expect(await refusal({ ...at(ofWorkgroup, { user: 'late' }) })).toMatchObject({
    code: 'SINK_UNREACHABLE',
    message: expect.stringContaining(
      'could not sign in to the cluster at "localhost" as "late": Cluster with the domain name localhost not found; check the host in connection',
    ) as string,
  })
  ofCluster.faults.clear()
  ofCluster.faults.add({ kind: 'throttled', operation: 'GetCredentials' })
  expect(await refusal(at(ofCluster))).toMatchObject({ code: 'SINK_UNREACHABLE', retryable: true })
})
