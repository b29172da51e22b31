/** A configuration that needs something of each kind that is checked. */
export const CONFIGURATION = `sink:
  use: redshift
  with:
    connection: '\${env:REDSHIFT_URL}'
    iamRole: arn:aws:iam::123456789012:role/load
    metadata: s3://acme/arbalest/
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: manifest }
      target: { table: events, properties: { mag: real } }
    - load: whole
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: bulk }
      journal: { use: s3, with: { url: s3://acme/journal/ } }
      target: { table: sales.whole, properties: { mag: real } }
    - sql: summary
      statements: [select 1]
`
