// The statements of one load, as who knows all beforehand would send them; see `first-load.js`.
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import pg from 'pg'

const Bucket = 'acme'
const s3 = new S3Client({ forcePathStyle: true })
const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'events/' }))
const entries = Contents.map(({ Key, Size }) => ({
  url: `s3://${Bucket}/${Key}`,
  mandatory: true,
  meta: { content_length: Size },
}))
await s3.send(
  new PutObjectCommand({ Bucket, Key: 'arbalest/manifest.json', Body: JSON.stringify({ entries }) }),
)
const client = new pg.Client(process.env.REDSHIFT_URL)
await client.connect()
await client.query('begin')
await client.query('create table events (part varchar(10), number int)')
await client.query(
  `copy events from 's3://${Bucket}/arbalest/manifest.json' iam_role default manifest json 'auto'`,
)
await client.query('commit')
await client.end()
