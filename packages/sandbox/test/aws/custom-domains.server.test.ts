import {
  DescribeCustomDomainAssociationsCommand,
  GetClusterCredentialsCommand,
  GetClusterCredentialsWithIAMCommand,
} from '@aws-sdk/client-redshift'
import {
  GetCredentialsCommand,
  ListCustomDomainAssociationsCommand,
} from '@aws-sdk/client-redshift-serverless'
import { expect, test } from 'vitest'
import { localAws } from './local-aws.js'

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/'

const aws = localAws({
  customDomains: { 'dwh.example.com': { cluster: 'prod' }, 'wg.example.com': { workgroup: 'wg' } },
})

test('temporary logins are made for the cluster or the workgroup that has a domain name, and for no other', async () => {
  const asUser = (CustomDomainName: string) =>
    aws.redshift.send(new GetClusterCredentialsCommand({ CustomDomainName, DbUser: 'app' }))
  const withIam = (CustomDomainName: string) =>
    aws.redshift.send(new GetClusterCredentialsWithIAMCommand({ CustomDomainName }))
  const serverless = (customDomainName: string) =>
    aws.serverless.send(new GetCredentialsCommand({ customDomainName }))

  expect((await asUser('dwh.example.com')).DbUser).toBe('IAM:app')
  expect((await withIam('dwh.example.com')).DbUser).toBe('IAM:sandbox')
  expect((await serverless('wg.example.com')).dbUser).toBe('IAM:sandbox')
  for (const asked of [asUser('wg.example.com'), withIam('wg.example.com')])
    await expect(asked).rejects.toMatchObject({ name: 'ClusterNotFoundFault' })
  await expect(serverless('dwh.example.com')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('the associations are listed, all or by domain name or certificate', async () => {
  const clusters = async (input: object) => {
    const { Associations } = await aws.redshift.send(new DescribeCustomDomainAssociationsCommand(input))
    return Associations
  }
  const ofCluster = {
    CustomDomainCertificateArn: `${CERTIFICATE}dwh.example.com`,
    CertificateAssociations: [{ CustomDomainName: 'dwh.example.com', ClusterIdentifier: 'prod' }],
  }
  expect(await clusters({})).toEqual([ofCluster])
  expect(await clusters({ CustomDomainName: 'dwh.example.com' })).toEqual([ofCluster])
  expect(await clusters({ CustomDomainCertificateArn: `${CERTIFICATE}other` })).toEqual([])
  await expect(clusters({ CustomDomainName: 'wg.example.com' })).rejects.toMatchObject({
    name: 'CustomDomainAssociationNotFoundFault',
  })

  const workgroups = async (input: object) =>
    (await aws.serverless.send(new ListCustomDomainAssociationsCommand(input))).associations
  const ofWorkgroup = {
    customDomainName: 'wg.example.com',
    customDomainCertificateArn: `${CERTIFICATE}wg.example.com`,
    workgroupName: 'wg',
  }
  expect(await workgroups({})).toEqual([ofWorkgroup])
  expect(await workgroups({ customDomainCertificateArn: `${CERTIFICATE}wg.example.com` })).toEqual([
    ofWorkgroup,
  ])
  expect(await workgroups({ customDomainName: 'dwh.example.com' })).toEqual([])
})
