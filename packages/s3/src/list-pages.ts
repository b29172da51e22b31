import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { S3Error } from './s3-error.js'
import { formatS3Url } from './s3-url.js'

/** What is listed. */
export interface Listing {
  /** How the keys begin, to the letter. */
  readonly prefix: string
  /** Keys up to this one, and itself, are left out. Default: none is. */
  readonly startAfter?: string | undefined
  /** What ends the name of a folder: what lies in a folder is listed as that folder. Default: there are no folders. */
  readonly delimiter?: '/' | undefined
}

/** An object as a listing describes it. */
export interface ListedObject {
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
}

/** What one request returns: up to 1,000 objects and folders. */
export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** What keys begin with that hold the delimiter behind the prefix, that delimiter included. */
  readonly folders: readonly string[]
}

/** Lists in the order of the server. Asks for a page only once the one before has been consumed. */
export async function* listPages(
  client: S3Client,
  bucket: string,
  { prefix, startAfter, delimiter }: Listing,
  abortSignal: AbortSignal,
): AsyncGenerator<ListedPage> {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    ...(startAfter !== undefined && { StartAfter: startAfter }),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
    // XML has no form for control characters: only encoded can every key be in it.
    EncodingType: 'url' as const,
  }
  const refuse = (what: string) =>
    new S3Error('unreachable', refusal(what, formatS3Url({ bucket, key: prefix })))
  for await (const page of paginateListObjectsV2({ client }, input, { abortSignal })) {
    const decode = page.EncodingType === 'url' ? decodeKey : String
    const objects = (page.Contents ?? []).map(({ Key, ETag, Size = 0 }) => {
      if (Key === undefined || ETag === undefined) throw refuse('an object without key or ETag')
      return { key: decode(Key), etag: ETag.replace(/^"|"$/g, ''), size: Size }
    })
    yield { objects, folders: (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => decode(Prefix)) }
    if (page.IsTruncated && !page.NextContinuationToken)
      throw refuse('a page that is not the last, without saying how to go on')
  }
}

// S3 encodes keys as forms do: a plus sign stands for a blank.
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

function refusal(what: string, url: string): string {
  return `The server listed ${what} at "${url}"; it does not speak S3's ListObjectsV2 as Arbalest needs it.`
}
