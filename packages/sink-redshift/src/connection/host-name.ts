/** Which cluster or serverless workgroup a host name is that AWS has given it. */
export interface NamedHost {
  readonly kind: 'cluster' | 'workgroup'
  readonly name: string
  readonly region: string
}

// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-from-psql.html
const CLUSTER = /^([a-z][a-z0-9-]*)\.[a-z0-9]+\.([a-z0-9-]+)\.redshift\.amazonaws\.com(\.cn)?$/i
// https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-connecting.html
const WORKGROUP = /^([a-z0-9-]+)\.\d{12}\.([a-z0-9-]+)\.redshift-serverless\.amazonaws\.com(\.cn)?$/i
// An endpoint that Redshift manages in another VPC has a name of its own:
// https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-cross-vpc.html
const ENDPOINT = /-endpoint-/i

/** Returns which cluster or workgroup `host` is; undefined if its name does not say so, as that of a custom domain does not. */
export function parseHostName(host: string): NamedHost | undefined {
  const [, cluster, clusterRegion] = CLUSTER.exec(host) ?? []
  if (cluster !== undefined) return named('cluster', cluster, clusterRegion!)
  const [, workgroup, region] = WORKGROUP.exec(host) ?? []
  return workgroup === undefined ? undefined : named('workgroup', workgroup, region!)
}

function named(kind: NamedHost['kind'], name: string, region: string): NamedHost | undefined {
  return ENDPOINT.test(name) ? undefined : { kind, name: name.toLowerCase(), region: region.toLowerCase() }
}
