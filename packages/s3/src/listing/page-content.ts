import type { _Object, ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { ListedObject } from './listed-page.js'
import { MadeObjects, type PageObjects } from './page-objects.js'

/** What a response to ListObjectsV2 says, as far as it is read. What it does not say is undefined. */
export interface PageContent {
  readonly objects: PageObjects
  /** How many objects are left out, as they have no key or no ETag. */
  readonly lacking: number
  /** What keys begin with that hold the delimiter behind the prefix, that delimiter included. Decoded. */
  readonly folders: readonly string[]
  readonly isTruncated: boolean | undefined
  /** How many objects and folders there are. */
  readonly keyCount: number | undefined
  /** How the listing goes on. */
  readonly token: string | undefined
}

/** Returns what the SDK's parser has read. Throws `URIError` if a key is not encoded as it says. */
export function contentOf(answer: ListObjectsV2Output): PageContent {
  const { Contents = [], CommonPrefixes = [], EncodingType, IsTruncated, KeyCount } = answer
  const decode = EncodingType === 'url' ? decodeKey : String
  const objects = Contents.flatMap((object) => describedBy(object, decode) ?? [])
  return {
    objects: new MadeObjects(objects),
    lacking: Contents.length - objects.length,
    folders: CommonPrefixes.map(({ Prefix = '' }) => decode(Prefix)),
    isTruncated: IsTruncated,
    keyCount: KeyCount,
    token: answer.NextContinuationToken,
  }
}

function describedBy(object: _Object, decode: (key: string) => string): ListedObject | undefined {
  const { Key, ETag, Size = 0, LastModified } = object
  const etag = ETag?.replace(/^"|"$/g, '')
  if (!Key || !etag) return undefined
  return { key: decode(Key), etag, size: Size, modified: LastModified?.getTime() }
}

/** Returns a key as it was before S3 encoded it, which it does as forms do: a plus sign stands for a blank. */
export function decodeKey(encoded: string): string {
  if (!ENCODED.test(encoded)) return encoded
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

/** Returns whether a key that stands in `text`, which is XML, may be encoded: a percent or plus sign may be written by its number. */
export function mayBeEncoded(text: string): boolean {
  return text.includes('%') || text.includes('+') || text.includes('&#')
}

const ENCODED = /[%+]/
