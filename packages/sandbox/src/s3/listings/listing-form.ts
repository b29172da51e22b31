import { count, invalid } from '../invalid-argument.js'
import type { ListingPage } from './listing.js'
import { quoted } from '../objects/object-headers.js'
import { OWNER } from '../owner.js'
import type { XmlElements } from '../xml.js'

/** What both versions of ListObjects ask for and answer alike. */
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

/** Query parameters that both versions of ListObjects understand. */
export const LISTING_ACCEPTS = ['delimiter', 'encoding-type', 'max-keys', 'prefix']

/** Reads what a request to list the bucket `name` asks for. */
export function listingForm(query: URLSearchParams, name: string): ListingForm {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const encoding = query.get('encoding-type')
  if (encoding !== null && encoding !== 'url') {
    throw invalid('encoding-type', encoding, 'Invalid Encoding Method specified in Request')
  }
  const encode = encoding === null ? (text: string) => text : urlEncoded
  const limit = Math.min(count(query, 'max-keys', LARGEST_PAGE), LARGEST_PAGE)
  const echo = {
    Name: name,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: limit,
    EncodingType: encoding ?? undefined,
  }
  return { prefix, delimiter, limit, encode, echo }
}

/** The objects and common prefixes of `page`. */
export function pageElements(page: ListingPage, form: ListingForm, withOwner: boolean): XmlElements {
  return {
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((object) => ({
      Key: form.encode(object.key),
      LastModified: object.modified,
      ETag: quoted(object.etag),
      ChecksumAlgorithm: object.checksum?.algorithm,
      ChecksumType: object.checksum?.type,
      Size: object.size,
      StorageClass: 'STANDARD',
      Owner: withOwner ? OWNER : undefined,
    })),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: form.encode(prefix) })),
  }
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
}
