import type { Operation } from '../operations/operation.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'

/**
 * Headers and query parameters that change what a request means; a trailing asterisk stands for any ending. An
 * operation refuses those that it does not understand. All others are ignored, as S3 ignores what it does not know.
 */
const MEANINGFUL = [
  'append',
  'if-*',
  'partNumber',
  'uploadId',
  'versionId',
  'x-amz-acl',
  'x-amz-bucket-object-lock-enabled',
  'x-amz-copy-source*',
  'x-amz-grant-*',
  'x-amz-if-match-*',
  'x-amz-object-lock-*',
  'x-amz-object-ownership',
  'x-amz-rename-source*',
  'x-amz-server-side-encryption-customer-*',
  'x-amz-write-offset-bytes',
]

/** Values that ask for what is so anyway, in lower case. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  // Objects of buckets without versioning have this one version.
  versionId: ['null'],
  'x-amz-acl': ['bucket-owner-full-control', 'private'],
  'x-amz-bucket-object-lock-enabled': ['false'],
  'x-amz-object-ownership': ['bucketownerenforced'],
}

/** Throws an `S3Error` if `request` asks of `operation` by header or query parameter what that cannot do. */
export function checkMeaning(
  request: S3Request,
  { name: operation, needs = [], accepts = [] }: Operation,
): void {
  for (const [name, value] of [...request.query, ...request.headers]) {
    if (!matchesAny(name, MEANINGFUL) || matchesAny(name, [...needs, ...accepts])) continue
    if (USUAL[name]?.includes(value.toLowerCase())) continue
    throw refusal(operation, name, value, request)
  }
}

function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  )
}

function refusal(operation: string, name: string, value: string, { key, query }: S3Request): S3Error {
  if (name === 'versionId') return new S3Error('NoSuchVersion', { details: { Key: key, VersionId: value } })
  if (name === 'x-amz-acl' || name.startsWith('x-amz-grant-')) {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    return new S3Error(
      operation === 'CreateBucket' ? 'InvalidBucketAclWithObjectOwnership' : 'AccessControlListNotSupported',
    )
  }
  const kind = query.has(name) ? 'query parameter' : 'header'
  return new S3Error('NotImplemented', {
    message: `${operation} does not support the ${kind} "${name}" here.`,
    details: { Header: name, Value: value },
  })
}
