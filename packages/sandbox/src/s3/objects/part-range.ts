import { count, invalid } from '../protocol/invalid-argument.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { StoredObject } from '../store/object-store.js'
import type { ByteRange } from './byte-range.js'

/**
 * The bytes of the part that the query parameter `partNumber` names; undefined if the request has none, or the
 * part is empty. An object that was not uploaded in parts is its part 1. Throws `InvalidPartNumber` if there is
 * no such part. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function partRange({ query, headers }: S3Request, object: StoredObject): ByteRange | undefined {
  const number = count(query, 'partNumber', 0)
  if (!query.has('partNumber')) return undefined
  if (headers.has('range')) {
    throw new S3Error('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    })
  }
  const text = String(number)
  if (number < 1 || number > 10_000) {
    throw invalid('partNumber', text, 'Part number must be an integer between 1 and 10000, inclusive')
  }
  const sizes = object.parts?.map(({ size }) => size) ?? [object.size]
  const size = sizes[number - 1]
  if (size === undefined) {
    throw new S3Error('InvalidPartNumber', {
      details: { PartNumberRequested: text, ActualPartCount: String(sizes.length) },
    })
  }
  const start = sizes.slice(0, number - 1).reduce((sum, before) => sum + before, 0)
  return size === 0 ? undefined : { start, end: start + size - 1 }
}
