import type { ListObjectsV2Output } from '@aws-sdk/client-s3'

/** An object in a response to ListObjectsV2, as the server describes it. */
export interface DescribedObject {
  /** Decoded; undefined if there is none. */
  key: string | undefined
  /** Without quotes; undefined or empty if there is none. */
  readonly etag: string | undefined
  /** Bytes. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modified: number | undefined
}

/** What a response to ListObjectsV2 says, as far as it is read. What it does not say is undefined. */
export interface PageContent {
  readonly objects: readonly DescribedObject[]
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
  return {
    objects: Contents.map(({ Key, ETag, Size = 0, LastModified }) => ({
      key: Key === undefined ? undefined : decode(Key),
      etag: ETag?.replace(/^"|"$/g, ''),
      size: Size,
      modified: LastModified?.getTime(),
    })),
    folders: CommonPrefixes.map(({ Prefix = '' }) => decode(Prefix)),
    isTruncated: IsTruncated,
    keyCount: KeyCount,
    token: answer.NextContinuationToken,
  }
}

/** Returns a key as it was before S3 encoded it, which it does as forms do: a plus sign stands for a blank. */
export function decodeKey(encoded: string): string {
  if (!ENCODED.test(encoded)) return encoded
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

const ENCODED = /[%+]/
