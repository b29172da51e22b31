import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { SourceError } from '@arbalest/core'
import { formatS3Url } from '@arbalest/s3'

/** What is listed. */
export interface Listing {
  readonly client: S3Client
  readonly bucket: string
  /** How the keys begin, to the letter. */
  readonly prefix: string
  /** Keys up to this one, and itself, are left out. */
  readonly startAfter?: string | undefined
  readonly signal: AbortSignal
}

/** An object as a listing tells of it. */
export interface ListedObject {
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
}

/** What one request answers with. */
export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** What keys begin with that hold the delimiter behind the prefix, that delimiter included. */
  readonly folders: readonly string[]
}

/**
 * A listing in the order of the server, which asks for a page of up to 1,000
 * objects and folders only once the one before has been consumed.
 */
export async function* listPages(listing: Listing, delimiter?: '/'): AsyncGenerator<ListedPage> {
  const { client, bucket, prefix, startAfter, signal } = listing
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    ...(startAfter !== undefined && { StartAfter: startAfter }),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
    // Only encoded can every key be told in XML, which has no form for control characters.
    EncodingType: 'url' as const,
  }
  for await (const page of paginateListObjectsV2({ client }, input, { abortSignal: signal })) {
    const decode = page.EncodingType === 'url' ? decodeKey : String
    const objects = (page.Contents ?? []).map(({ Key, ETag, Size = 0 }) => {
      if (Key === undefined || ETag === undefined) throw unlisted(listing, 'an object without key or ETag')
      return { key: decode(Key), etag: ETag.replace(/^"|"$/g, ''), size: Size }
    })
    yield { objects, folders: (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => decode(Prefix)) }
    if (page.IsTruncated && !page.NextContinuationToken)
      throw unlisted(listing, 'a page that is not the last, without saying how to go on')
  }
}

// S3 encodes keys as forms do, where a plus sign stands for a blank.
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

function unlisted({ bucket, prefix }: Listing, what: string): SourceError {
  return new SourceError(
    'SOURCE_UNREACHABLE',
    `The server listed ${what} at "${formatS3Url({ bucket, key: prefix })}"; it does not speak S3's ListObjectsV2 as Arbalest needs it.`,
  )
}
