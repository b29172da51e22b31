import { ACCOUNT } from '../../account/identity.js'
import type { AwsOperation } from '../operation.js'
import { checkCluster, USUAL_NAME } from './clusters.js'

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusters.html */
export const describeClusters: AwsOperation = {
  service: 'redshift',
  name: 'DescribeClusters',
  run: async (input, { warehouse }) => {
    const cluster = input.text('ClusterIdentifier')
    if (cluster !== undefined) checkCluster(cluster, warehouse)
    const names = cluster === undefined ? (warehouse.clusters ?? [USUAL_NAME]) : [cluster]
    const { host, port, database, region } = warehouse
    return {
      Clusters: {
        Cluster: names.map((name) => ({
          ClusterIdentifier: name,
          ClusterStatus: 'available',
          ClusterAvailabilityStatus: 'Available',
          MasterUsername: 'awsuser',
          DBName: database,
          Endpoint: { Address: host, Port: port },
          NodeType: 'ra3.large',
          NumberOfNodes: 1,
          AvailabilityZone: `${region}a`,
          ClusterNamespaceArn: `arn:aws:redshift:${region}:${ACCOUNT}:namespace:${name}`,
        })),
      },
    }
  },
}
