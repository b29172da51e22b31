import { checksumHeaders } from '../body/checksum.js'
import type { Reply } from '../protocol/reply.js'
import type { S3Request } from '../protocol/s3-request.js'
import { headerValue } from '../protocol/s3-request.js'
import type { StoredObject } from '../store/object-store.js'
import type { ByteRange } from './byte-range.js'
import { byteRange } from './byte-range.js'
import { checkRead } from './conditions.js'
import { objectHeaders } from './object-headers.js'
import { partRange } from './part-range.js'

/** Headers of the response that a request may set by a query parameter called `response-` and the header. */
const SETTABLE = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** What GetObject and HeadObject understand of what changes their meaning. */
export const READ_ACCEPTS = [
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'partNumber',
]

/** The reply to a `request` that reads `range` of `object`, without the content. */
export function readReply(request: S3Request, object: StoredObject): Reply & { readonly range?: ByteRange } {
  checkRead(request, object)
  const part = partRange(request, object)
  const range = part ?? byteRange(request.headers.get('range'), object.size)
  const counted: Record<string, string> =
    part && object.parts ? { 'x-amz-mp-parts-count': String(object.parts.length) } : {}
  const headers = { ...objectHeaders(object), ...counted, ...overridden(request.query) }
  const checksum = checksumOf(request, object, part !== undefined)
  if (!range) return { headers: { ...headers, ...checksum, 'content-length': String(object.size) } }
  const { start, end } = range
  const bounds = {
    // Of any other range, clients would take it for the checksum of that range.
    ...(part ? checksum : {}),
    'content-length': String(end - start + 1),
    'content-range': `bytes ${start}-${end}/${object.size}`,
  }
  return { status: 206, headers: { ...headers, ...bounds }, range }
}

/** The checksum of `object`, or of the part that `request` asks for, if it wants one and there is one. */
function checksumOf(
  { headers, query }: S3Request,
  object: StoredObject,
  ofPart: boolean,
): Record<string, string> {
  if (headers.get('x-amz-checksum-mode') !== 'ENABLED' || !object.checksum) return {}
  // The only part of an object is all of it.
  if (!ofPart || !object.parts || (object.parts.length === 1 && object.checksum.type === 'FULL_OBJECT')) {
    return checksumHeaders(object.checksum)
  }
  const value = object.parts[Number(query.get('partNumber')) - 1]?.checksum
  return value === undefined ? {} : checksumHeaders({ ...object.checksum, value })
}

/** The headers that the request itself sets for the response. */
function overridden(query: URLSearchParams): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of SETTABLE) {
    const value = query.get(`response-${name}`)
    if (value !== null) headers[name] = headerValue(`response-${name}`, value)
  }
  return headers
}
