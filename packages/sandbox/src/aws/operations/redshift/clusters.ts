import { isKnown, type Warehouse } from '../../account/warehouse.js'
import { AwsError } from '../../calls/aws-error.js'

/** The name of a cluster or workgroup that no call has named. */
export const USUAL_NAME = 'sandbox'

/** Throws a ClusterNotFound unless the warehouse goes by the name `cluster`. */
export function checkCluster(cluster: string, { clusters }: Warehouse): void {
  if (!isKnown(cluster, clusters))
    throw new AwsError('ClusterNotFound', `Cluster ${cluster} not found.`, { status: 404 })
}
