import { invalid } from '../../protocol/invalid-argument.js'
import type { S3Request } from '../../protocol/s3-request.js'
import type { Upload } from '../../uploads/multipart-upload.js'
import type { Service } from '../operation.js'

/** The upload in parts that `request` names; throws NoSuchUpload if there is none. */
export function uploadOf({ bucket, key, query }: S3Request, { buckets, uploads }: Service): Upload {
  return uploads.get(query.get('uploadId') ?? '', buckets.get(bucket), key)
}

/** The most parts of an upload. See "Amazon S3 multipart upload limits" in the S3 user guide. */
const MOST_PARTS = 10_000

/** The number of the part that `request` uploads. */
export function partNumberOf({ query }: S3Request): number {
  const text = query.get('partNumber') ?? ''
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number >= 1 && number <= MOST_PARTS) return number
  throw invalid('partNumber', text, `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`)
}
