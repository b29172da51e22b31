import { S3Error } from './s3-error.js'
import type { S3Request } from './s3-request.js'

/** Who owns all buckets and objects. */
export const OWNER = { ID: 'arbalest', DisplayName: 'arbalest' }

/** The account of that owner, which requests may expect. */
const ACCOUNT = '000000000000'

/** Throws `AccessDenied` if `request` expects the owner of its bucket, or of what it copies, to be another account. */
export function checkOwner({ headers }: S3Request): void {
  for (const name of ['x-amz-expected-bucket-owner', 'x-amz-source-expected-bucket-owner']) {
    const account = headers.get(name)
    if (account === undefined || account === ACCOUNT) continue
    throw new S3Error('AccessDenied', {
      message: `Access Denied: ${name} is ${account}, and the account of the sandbox ${ACCOUNT}.`,
    })
  }
}
