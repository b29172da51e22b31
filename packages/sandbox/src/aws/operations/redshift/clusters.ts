import { isKnown, type Warehouse } from '../../account/warehouse.js'
import { AwsError } from '../../calls/aws-error.js'
import type { Input } from '../../calls/input.js'
import { hasDomain } from './custom-domains.js'

/** The name of a cluster or workgroup that no call has named. */
export const USUAL_NAME = 'sandbox'

/** Throws a ClusterNotFound unless the warehouse goes by the name `cluster`. */
export function checkCluster(cluster: string, { clusters }: Warehouse): void {
  if (!isKnown(cluster, clusters))
    throw new AwsError('ClusterNotFound', `Cluster ${cluster} not found.`, { status: 404 })
}

/** Throws a ClusterNotFound unless the warehouse is the cluster that a call names, by its identifier or by its domain name. */
export function checkClusterOf(input: Input, warehouse: Warehouse): void {
  const cluster = input.text('ClusterIdentifier')
  if (cluster !== undefined) return checkCluster(cluster, warehouse)
  const domain = input.text('CustomDomainName')
  if (domain === undefined) {
    throw new AwsError('InvalidParameterValue', 'Either ClusterIdentifier or CustomDomainName must be given.')
  }
  if (!hasDomain('cluster', domain, warehouse))
    throw new AwsError('ClusterNotFound', `Cluster with the domain name ${domain} not found.`, {
      status: 404,
    })
}
