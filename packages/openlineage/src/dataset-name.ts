/** What a dataset is called (https://openlineage.io/docs/spec/naming). */
export interface DatasetName {
  readonly namespace: string
  readonly name: string
}

/**
 * Returns what is called the source at `url`: `s3://acme/clicks/` is `clicks` in `s3://acme`, and a
 * whole bucket `/`.
 */
export function nameOfSource(url: string): DatasetName {
  const [, namespace = url, path = ''] = /^([a-z][\w+.-]*:\/\/[^/]*)\/*(.*)$/is.exec(url) ?? []
  return { namespace, name: path.replace(/\/+$/, '') || '/' }
}

// https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-from-psql.html
const CLUSTER = /^([a-z][a-z0-9-]*)\.[a-z0-9]+\.([a-z0-9-]+)\.redshift\.amazonaws\.com/i
// https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-connecting.html
const WORKGROUP = /^([a-z0-9-]+)\.\d{12}\.([a-z0-9-]+)\.redshift-serverless\.amazonaws\.com/i

/**
 * Returns what is called `table` of the sink at `url`. Redshift's namespace is its cluster or
 * workgroup and the region, if its host is named so, otherwise the host:
 * `redshift://prod.eu-west-1:5439`, `dev.public.events`. `schema` is that of tables named without one.
 */
export function nameOfTable(url: string, table: string, schema: string): DatasetName {
  const [, scheme = '', authority = '', database = ''] = /^([^:]+:\/\/)([^/]*)\/*(.*)$/s.exec(url) ?? []
  const [, host = authority, port = ''] = /^(.*?)(:\d+)?$/.exec(authority) ?? []
  const [, name, region] = CLUSTER.exec(host) ?? WORKGROUP.exec(host) ?? []
  const place = name === undefined ? host : `${name}.${region}`
  return {
    namespace: scheme === '' ? url : scheme + place + port,
    name: [database, table.includes('.') ? table : `${schema}.${table}`].filter(Boolean).join('.'),
  }
}
