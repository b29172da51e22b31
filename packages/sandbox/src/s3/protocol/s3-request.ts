import type { IncomingMessage } from 'node:http'
import type { ChunkSigner } from './chunked-body.js'
import { S3Error } from './s3-error.js'

/** A request as S3 understands it. */
export interface S3Request {
  /** The id that its response carries. */
  readonly id: string
  readonly method: string
  /** Empty for a request to the service itself. */
  readonly bucket: string
  /** Empty for a request to a bucket or to the service. */
  readonly key: string
  /** The query parameters, without those of a presigned URL. */
  readonly query: URLSearchParams
  /** The headers, names in lower case, those included that a presigned URL carries as parameters. */
  readonly headers: ReadonlyMap<string, string>
  /** The path and query as sent, for what a signature covers. */
  readonly target: { readonly path: string; readonly search: string }
  /** Its body as sent. */
  readonly body: AsyncIterable<Uint8Array>
  /** Where signatures are verified: what checks those of a chunked body. */
  readonly chunkSigner?: ChunkSigner | undefined
}

const PRESIGNING = new Set([
  'x-amz-algorithm',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
])

/** Reads what `incoming` asks for. Its host names the bucket if it ends in one of `domains`, its path if not. */
export function s3Request(incoming: IncomingMessage, id: string, domains: readonly string[]): S3Request {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value)
  }
  const [path, search] = split(incoming.url ?? '/', '?')
  const query = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(search)) {
    const lower = name.toLowerCase()
    if (!lower.startsWith('x-amz-')) query.append(name, value)
    else if (!PRESIGNING.has(lower) && !headers.has(lower)) headers.set(lower, headerValue(name, value))
  }
  const hosted = bucketOfHost(headers.get('host') ?? '', domains)
  const [bucket, key] = hosted === undefined ? split(path.slice(1), '/') : [hosted, path.slice(1)]
  return {
    id,
    method: incoming.method ?? 'GET',
    bucket: decoded(bucket),
    key: checkedKey(decoded(key)),
    query,
    headers,
    target: { path, search },
    body: incoming,
  }
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function bucketOfHost(host: string, domains: readonly string[]): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  if (domains.includes(name)) return undefined
  const domain = domains.find((candidate) => name.endsWith(`.${candidate}`))
  return domain === undefined ? undefined : name.slice(0, -domain.length - 1)
}

/** `text` without its percent-encoding; a plus sign stands for itself. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw new S3Error('InvalidURI', { details: { URI: text }, cause })
  }
}

/** `value`, if the header that the query parameter `name` stands for may have it. */
export function headerValue(name: string, value: string): string {
  if (/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) return value
  throw new S3Error('InvalidArgument', {
    message: 'Header value cannot be represented using ISO-8859-1.',
    details: { ArgumentName: name, ArgumentValue: value },
  })
}

/** The most bytes a key has in UTF-8. See "Naming Amazon S3 objects" in the S3 user guide. */
const LONGEST_KEY = 1024

/** `key`, if it is not too long. */
export function checkedKey(key: string): string {
  const size = Buffer.byteLength(key)
  if (size <= LONGEST_KEY) return key
  throw new S3Error('KeyTooLongError', {
    details: { Size: String(size), MaxSizeAllowed: String(LONGEST_KEY) },
  })
}
