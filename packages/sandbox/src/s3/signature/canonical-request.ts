import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { S3Request } from '../protocol/s3-request.js'
import { decoded } from '../protocol/s3-request.js'

/**
 * The text that a signature is over, in its canonical form. See "Create a signed AWS API request" in the IAM user
 * guide; S3 encodes a path once and does not normalize it.
 */
export function canonicalRequest(
  request: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const { path, search } = request.target
  return [
    request.method,
    path
      .split('/')
      .map((name) => encoded(decoded(name)))
      .join('/'),
    canonicalQuery(new URLSearchParams(search)),
    ...signedHeaders.map((name) => `${name}:${asSigned(request.headers.get(name) ?? '')}`),
    '',
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
}

/** A header's value as its sender signed it: in UTF-8, though Node reads each byte as a character. */
function asSigned(value: string): string {
  const bytes = Buffer.from(value, 'latin1')
  return (isUtf8(bytes) ? bytes.toString('utf8') : value).trim().replace(/ +/g, ' ')
}

/** The SHA-256 of `text` in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encoded(name), encoded(value)])
    .toSorted(([nameA, valueA], [nameB, valueB]) => compared(nameA, nameB) || compared(valueA, valueB))
    .map((pair) => pair.join('='))
    .join('&')
}

function compared(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
