import type { ConnectionFault, Fault, Faults, S3Fault } from './faults.js'
import type { S3RequestFault, S3Target } from './s3/s3-server.js'

/** What goes wrong with a new connection to Redshift. */
export function connectionFault(faults: Faults): () => 'reset' | 'silent' | undefined {
  return () => {
    const fault = faults.take(
      (planned): planned is ConnectionFault =>
        planned.kind === 'connection-reset' || planned.kind === 'connection-silent',
    )
    return fault && (fault.kind === 'connection-reset' ? 'reset' : 'silent')
  }
}

/** What goes wrong with a request to S3; the cluster is known by its access key. */
export function s3Fault(
  faults: Faults,
  clusterKey: string,
): (target: S3Target) => S3RequestFault | undefined {
  return (target) => {
    const by = target.accessKeyId === clusterKey ? 'cluster' : 'clients'
    const fault = faults.take(
      (planned): planned is S3Fault =>
        isS3Fault(planned) &&
        (planned.action ?? actionOf(target)) === actionOf(target) &&
        (planned.bucket ?? target.bucket) === target.bucket &&
        (planned.by ?? by) === by &&
        target.key.startsWith(planned.prefix ?? ''),
    )
    if (fault?.kind !== 's3-denied') return fault && 'silent'
    return { denied: fault.message ?? notAllowed(target) }
  }
}

function isS3Fault(fault: Fault): fault is S3Fault {
  return fault.kind === 's3-denied' || fault.kind === 's3-silent'
}

/** The IAM actions that operations need, if they differ from the name of the operation: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const ACTIONS: Readonly<Record<string, string>> = {
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  UploadPartCopy: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  ListParts: 'ListMultipartUploadParts',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  DeleteObjects: 'DeleteObject',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
}

function actionOf({ operation }: S3Target): string {
  return ACTIONS[operation] ?? operation
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html */
function notAllowed(target: S3Target): string {
  const who = `arn:aws:iam::123456789012:user/${target.accessKeyId ?? 'anonymous'}`
  const action = `s3:${actionOf(target)}`
  const place = action === 's3:ListBucket' ? '' : `/${target.key}`
  const resource = `arn:aws:s3:::${target.bucket}${place}`
  return `User: ${who} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`
}
