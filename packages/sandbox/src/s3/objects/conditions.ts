import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { StoredObject, WriteCheck } from '../store/object-store.js'
import { unquoted } from './object-headers.js'

/** The conditions under which `request` may write its key; undefined if it sets none. See "Conditional requests"
    in the S3 user guide. */
export function writeCheck({ headers, key }: Pick<S3Request, 'headers' | 'key'>): WriteCheck | undefined {
  const match = headers.get('if-match')
  const noneMatch = headers.get('if-none-match')
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented('If-None-Match', noneMatch)
  if (match === undefined && noneMatch === undefined) return undefined
  return (current) => {
    if (noneMatch !== undefined && current) throw failed('If-None-Match')
    if (match !== undefined && !current) throw new S3Error('NoSuchKey', { details: { Key: key } })
    if (match !== undefined && current && !names(match, current)) throw failed('If-Match')
  }
}

/** Throws PreconditionFailed or NotModified if `object` is not what the request says it wants; `before` begins
    the names of its headers. See GetObject in the S3 API reference for how they combine. */
export function checkRead({ headers }: Pick<S3Request, 'headers'>, object: StoredObject, before = ''): void {
  const match = headers.get(`${before}if-match`)
  const noneMatch = headers.get(`${before}if-none-match`)
  const unmodifiedSince = time(headers.get(`${before}if-unmodified-since`))
  const modifiedSince = time(headers.get(`${before}if-modified-since`))
  const modified = object.modified.getTime()
  if (match !== undefined && !names(match, object)) throw failed('If-Match')
  if (match === undefined && unmodifiedSince !== undefined && modified > unmodifiedSince) {
    throw failed('If-Unmodified-Since')
  }
  if (noneMatch !== undefined && names(noneMatch, object)) throw unchanged(object, before, 'If-None-Match')
  if (noneMatch === undefined && modifiedSince !== undefined && modified <= modifiedSince) {
    throw unchanged(object, before, 'If-Modified-Since')
  }
}

function names(etags: string, object: StoredObject): boolean {
  return etags.split(',').some((etag) => etag.trim() === '*' || unquoted(etag) === object.etag)
}

function time(text: string | undefined): number | undefined {
  const value = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(value) ? undefined : value
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { details: { Condition: condition } })
}

function unchanged(object: StoredObject, before: string, condition: string): S3Error {
  if (before !== '') return failed(condition)
  const headers = { etag: `"${object.etag}"`, 'last-modified': object.modified.toUTCString() }
  return new S3Error('NotModified', { headers })
}

/** The error for a header that S3, or this server, does not support. */
export function notImplemented(header: string, value: string): S3Error {
  return new S3Error('NotImplemented', { details: { Header: header, Value: value } })
}
