import { S3Error } from '../s3-error.js'
import type { S3Request } from '../s3-request.js'
import type { StoredObject } from '../store/object-store.js'

const STORED = ['cache-control', 'content-disposition', 'content-language', 'expires']

/** Bytes of all names and values of user metadata. See "Working with object metadata" in the S3 user guide. */
const LARGEST_METADATA = 2048

/** The headers of an upload that are stored with its object. */
export function givenHeaders({ headers }: S3Request): Record<string, string> {
  const given: Record<string, string> = {}
  given['content-type'] = headers.get('content-type') ?? 'binary/octet-stream'
  const encodings = (headers.get('content-encoding') ?? '').split(',').map((encoding) => encoding.trim())
  const kept = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked')
  if (kept.length > 0) given['content-encoding'] = kept.join(',')
  let size = 0
  for (const [name, value] of headers) {
    const isMetadata = name.startsWith('x-amz-meta-')
    if (isMetadata) size += name.length - 'x-amz-meta-'.length + value.length
    if (isMetadata || STORED.includes(name)) given[name] = value
  }
  if (size <= LARGEST_METADATA) return given
  throw new S3Error('MetadataTooLarge', {
    details: { Size: String(size), MaxSizeAllowed: String(LARGEST_METADATA) },
  })
}

/** The headers that an object is answered with, its length aside. */
export function objectHeaders(object: StoredObject): Record<string, string> {
  return {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    'accept-ranges': 'bytes',
    etag: quoted(object.etag),
    'last-modified': object.modified.toUTCString(),
  }
}

/** An ETag as headers and XML have it. */
export function quoted(etag: string): string {
  return `"${etag}"`
}

/** An ETag as a request gives it, without its quotes. */
export function unquoted(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1')
}
