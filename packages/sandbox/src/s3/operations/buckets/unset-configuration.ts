import { S3Error } from '../../protocol/s3-error.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { XmlElements } from '../../protocol/xml.js'
import type { Operation } from '../operation.js'

/** An operation that reads a configuration as it is for a bucket that nobody has configured. */
function reading(name: string, query: string, root: string, content: XmlElements = {}): Operation {
  return {
    name,
    method: 'GET',
    on: 'bucket',
    needs: [query],
    async run({ bucket }, { buckets }) {
      buckets.get(bucket)
      return { body: xmlDocument(root, content) }
    },
  }
}

/** An operation that reads a configuration which such a bucket does not have. */
function missing(name: string, query: string, code: ConstructorParameters<typeof S3Error>[0]): Operation {
  return {
    name,
    method: 'GET',
    on: 'bucket',
    needs: [query],
    async run({ bucket }, { buckets }) {
      throw new S3Error(code, { details: { BucketName: buckets.get(bucket).name } })
    },
  }
}

/** An operation that removes a configuration which such a bucket does not have: there is nothing to do. */
function removing(name: string, query: string): Operation {
  return {
    name,
    method: 'DELETE',
    on: 'bucket',
    needs: [query],
    async run({ bucket }, { buckets }) {
      buckets.get(bucket)
      return { status: 204 }
    },
  }
}

/**
 * Configurations of buckets that cannot be changed here, with what S3 returns for a bucket as it is made.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const UNSET_CONFIGURATIONS: readonly Operation[] = [
  reading('GetBucketAccelerateConfiguration', 'accelerate', 'AccelerateConfiguration'),
  reading('GetBucketEncryption', 'encryption', 'ServerSideEncryptionConfiguration', {
    Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
  }),
  reading('GetBucketLogging', 'logging', 'BucketLoggingStatus'),
  reading('GetBucketNotificationConfiguration', 'notification', 'NotificationConfiguration'),
  reading('GetBucketOwnershipControls', 'ownershipControls', 'OwnershipControls', {
    Rule: { ObjectOwnership: 'BucketOwnerEnforced' },
  }),
  reading('GetBucketRequestPayment', 'requestPayment', 'RequestPaymentConfiguration', {
    Payer: 'BucketOwner',
  }),
  reading('GetBucketVersioning', 'versioning', 'VersioningConfiguration'),
  reading('GetPublicAccessBlock', 'publicAccessBlock', 'PublicAccessBlockConfiguration', {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  }),
  missing('GetBucketCors', 'cors', 'NoSuchCORSConfiguration'),
  missing('GetBucketLifecycleConfiguration', 'lifecycle', 'NoSuchLifecycleConfiguration'),
  missing('GetBucketPolicy', 'policy', 'NoSuchBucketPolicy'),
  missing('GetBucketPolicyStatus', 'policyStatus', 'NoSuchBucketPolicy'),
  missing('GetBucketReplication', 'replication', 'ReplicationConfigurationNotFoundError'),
  missing('GetBucketWebsite', 'website', 'NoSuchWebsiteConfiguration'),
  missing('GetObjectLockConfiguration', 'object-lock', 'ObjectLockConfigurationNotFoundError'),
  removing('DeleteBucketCors', 'cors'),
  removing('DeleteBucketEncryption', 'encryption'),
  removing('DeleteBucketLifecycle', 'lifecycle'),
  removing('DeleteBucketPolicy', 'policy'),
  removing('DeleteBucketReplication', 'replication'),
  removing('DeleteBucketWebsite', 'website'),
]
