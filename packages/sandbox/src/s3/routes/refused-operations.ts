import type { Operation } from '../operations/operation.js'

/** An operation of the S3 API that this server does not have. */
export type RefusedOperation = Pick<Operation, 'name' | 'method' | 'on' | 'needs'>

type Row = readonly [name: string, method: Operation['method'], query: string]

const ON_BUCKETS: readonly Row[] = [
  ['CreateSession', 'GET', 'session'],
  ['DeleteBucketAnalyticsConfiguration', 'DELETE', 'analytics'],
  ['DeleteBucketIntelligentTieringConfiguration', 'DELETE', 'intelligent-tiering'],
  ['DeleteBucketInventoryConfiguration', 'DELETE', 'inventory'],
  ['DeleteBucketMetadataTableConfiguration', 'DELETE', 'metadataTable'],
  ['DeleteBucketMetricsConfiguration', 'DELETE', 'metrics'],
  ['DeleteBucketOwnershipControls', 'DELETE', 'ownershipControls'],
  ['DeletePublicAccessBlock', 'DELETE', 'publicAccessBlock'],
  ['GetBucketAnalyticsConfiguration', 'GET', 'analytics'],
  ['GetBucketIntelligentTieringConfiguration', 'GET', 'intelligent-tiering'],
  ['GetBucketInventoryConfiguration', 'GET', 'inventory'],
  ['GetBucketMetadataTableConfiguration', 'GET', 'metadataTable'],
  ['GetBucketMetricsConfiguration', 'GET', 'metrics'],
  ['CreateBucketMetadataTableConfiguration', 'POST', 'metadataTable'],
  ['PutBucketAccelerateConfiguration', 'PUT', 'accelerate'],
  ['PutBucketAnalyticsConfiguration', 'PUT', 'analytics'],
  ['PutBucketCors', 'PUT', 'cors'],
  ['PutBucketEncryption', 'PUT', 'encryption'],
  ['PutBucketIntelligentTieringConfiguration', 'PUT', 'intelligent-tiering'],
  ['PutBucketInventoryConfiguration', 'PUT', 'inventory'],
  ['PutBucketLifecycleConfiguration', 'PUT', 'lifecycle'],
  ['PutBucketLogging', 'PUT', 'logging'],
  ['PutBucketMetricsConfiguration', 'PUT', 'metrics'],
  ['PutBucketNotificationConfiguration', 'PUT', 'notification'],
  ['PutBucketOwnershipControls', 'PUT', 'ownershipControls'],
  ['PutBucketPolicy', 'PUT', 'policy'],
  ['PutBucketReplication', 'PUT', 'replication'],
  ['PutBucketRequestPayment', 'PUT', 'requestPayment'],
  ['PutBucketVersioning', 'PUT', 'versioning'],
  ['PutBucketWebsite', 'PUT', 'website'],
  ['PutObjectLockConfiguration', 'PUT', 'object-lock'],
  ['PutPublicAccessBlock', 'PUT', 'publicAccessBlock'],
]

const ON_OBJECTS: readonly Row[] = [
  ['GetObjectLegalHold', 'GET', 'legal-hold'],
  ['GetObjectRetention', 'GET', 'retention'],
  ['GetObjectTorrent', 'GET', 'torrent'],
  ['PutObjectLegalHold', 'PUT', 'legal-hold'],
  ['PutObjectRetention', 'PUT', 'retention'],
  ['RenameObject', 'PUT', 'renameObject'],
  ['RestoreObject', 'POST', 'restore'],
  ['SelectObjectContent', 'POST', 'select'],
]

const on = (where: Operation['on'], rows: readonly Row[]): RefusedOperation[] =>
  rows.map(([name, method, query]) => ({ name, method, on: where, needs: [query] }))

/**
 * The operations that are refused by name, as without them a request would be taken for another.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const REFUSED_OPERATIONS: readonly RefusedOperation[] = [
  // A form of a browser, which names its key among its fields.
  { name: 'PostObject', method: 'POST', on: 'bucket' },
  ...on('bucket', ON_BUCKETS),
  ...on('object', ON_OBJECTS),
]
