import { quoted } from '../objects/object-headers.js'
import { storageClassOf } from '../objects/storage-headers.js'
import { count, invalid } from '../protocol/invalid-argument.js'
import { OWNER } from '../protocol/owner.js'
import type { XmlElements } from '../protocol/xml.js'
import type { StoredObject } from '../store/object-store.js'
import type { ListingPage } from './listing.js'

/** What both versions of ListObjects have in common. */
export interface ListingForm {
  readonly prefix: string
  readonly delimiter: string
  readonly limit: number
  /** Writes a key or prefix as the request wants it. */
  encode(text: string): string
  /** The elements that repeat the request. */
  readonly echo: XmlElements
}

/** The most objects and common prefixes of a page. See ListObjectsV2 in the S3 API reference. */
const LARGEST_PAGE = 1000

/** Reads what a request to list the bucket `name` asks for. */
export function listingForm(query: URLSearchParams, name: string): ListingForm {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const encode = keyEncoding(query)
  const limit = Math.min(count(query, 'max-keys', LARGEST_PAGE), LARGEST_PAGE)
  const echo = {
    Name: name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: query.get('encoding-type') ?? undefined,
  }
  return { prefix, delimiter, limit, encode, echo }
}

/** How a listing writes keys. Throws `InvalidArgument` if `encoding-type` is unknown. */
export function keyEncoding(query: URLSearchParams): (text: string) => string {
  const encoding = query.get('encoding-type')
  if (encoding === null) return (text) => text
  if (encoding === 'url') return urlEncoded
  throw invalid('encoding-type', encoding, 'Invalid Encoding Method specified in Request')
}

/** The objects and common prefixes of `page`. */
export function pageElements(page: ListingPage, form: ListingForm, withOwner: boolean): XmlElements {
  return {
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((object) => ({
      ...objectElements(object, form),
      Owner: withOwner ? OWNER : undefined,
    })),
    CommonPrefixes: prefixElements(page, form),
  }
}

/** What every listing says of an object. */
export function objectElements(object: StoredObject, { encode }: ListingForm): XmlElements {
  return {
    Key: encode(object.key),
    LastModified: object.modified,
    ETag: quoted(object.etag),
    ChecksumAlgorithm: object.checksum?.algorithm,
    ChecksumType: object.checksum?.type,
    Size: object.size,
    StorageClass: storageClassOf(object),
  }
}

/** The common prefixes of `page`. */
export function prefixElements({ prefixes }: ListingPage, { encode }: ListingForm): XmlElements[] {
  return prefixes.map((prefix) => ({ Prefix: encode(prefix) }))
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
}
