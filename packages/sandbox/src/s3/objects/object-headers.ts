import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { StoredObject } from '../store/object-store.js'

const STORED = ['cache-control', 'content-disposition', 'content-language', 'expires']

/** Bytes of all names and values of user metadata. See "Working with object metadata" in the S3 user guide. */
const LARGEST_METADATA = 2048

/** The headers of an upload that describe its object, and that a copy takes from its source. */
export function givenHeaders({ headers }: S3Request): Record<string, string> {
  const given: Record<string, string> = {}
  given['content-type'] = headers.get('content-type') ?? 'binary/octet-stream'
  const encoding = (headers.get('content-encoding') ?? '').replace(/\s*\baws-chunked\b\s*,?/g, '').trim()
  if (encoding !== '') given['content-encoding'] = encoding.replace(/\s*,$/, '')
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

/** The headers of a response that returns an object, except its length. */
export function objectHeaders(object: StoredObject): Record<string, string> {
  const tags = Object.keys(object.tags ?? {}).length
  return {
    'content-type': 'binary/octet-stream',
    'x-amz-server-side-encryption': 'AES256',
    ...Object.fromEntries(Object.entries(object.headers).map(([name, value]) => [name, mailSafe(value)])),
    'accept-ranges': 'bytes',
    etag: quoted(object.etag),
    'last-modified': object.modified.toUTCString(),
    ...(tags === 0 ? {} : { 'x-amz-tagging-count': String(tags) }),
  }
}

/**
 * `value` with characters beyond ASCII encoded as RFC 2047 has it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
function mailSafe(value: string): string {
  return /^[\x20-\x7e\t]*$/.test(value)
    ? value
    : `=?UTF-8?B?${Buffer.from(value, 'utf8').toString('base64')}?=`
}

/** An ETag as headers and XML have it. */
export function quoted(etag: string): string {
  return `"${etag}"`
}

/** An ETag as a request gives it, without its quotes. */
export function unquoted(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1')
}
