import { paginateListObjectsV2, type ListObjectsV2Output, type S3Client } from '@aws-sdk/client-s3'
import { compareKeys } from '@arbalest/core/plugin'
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
  /** How many objects and folders a page has at most. Default: 1000. */
  readonly limit?: number | undefined
}

/** An object as a listing describes it. */
export interface ListedObject {
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** When it was written, by the clock of S3; undefined if the server does not say. */
  readonly modified: Date | undefined
}

/** What one request returns: up to 1,000 objects and folders. */
export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** What keys begin with that hold the delimiter behind the prefix, that delimiter included. */
  readonly folders: readonly string[]
  /** Whether there is no page after it. */
  readonly isLast: boolean
}

/**
 * Lists in the order of the server. Asks for a page only once the one before has been
 * consumed. Throws `S3Error` if what the server returns is no page of a listing, or
 * one that does not follow those before: it would be taken for a bucket with fewer
 * objects, or be listed for ever.
 */
export async function* listPages(
  client: S3Client,
  bucket: string,
  { prefix, startAfter, delimiter, limit }: Listing,
  abortSignal: AbortSignal,
): AsyncGenerator<ListedPage> {
  const input = {
    Bucket: bucket,
    Prefix: prefix,
    ...(startAfter !== undefined && { StartAfter: startAfter }),
    ...(delimiter !== undefined && { Delimiter: delimiter }),
    ...(limit !== undefined && { MaxKeys: limit }),
    // XML has no form for control characters: only encoded can every key be in it.
    EncodingType: 'url' as const,
  }
  const url = formatS3Url({ bucket, key: prefix })
  const order = new PageOrder(url)
  for await (const answer of paginateListObjectsV2({ client }, input, { abortSignal })) {
    const page = readPage(answer, url)
    order.follow(page, answer.NextContinuationToken)
    yield page
    if (answer.IsTruncated && !answer.NextContinuationToken)
      throw malformed('a page that is not the last, without saying how to go on', url)
  }
}

function readPage(answer: ListObjectsV2Output, url: string): ListedPage {
  const { Contents = [], CommonPrefixes = [], IsTruncated, KeyCount } = answer
  // No server leaves this out; an HTML page and an empty body have none.
  if (IsTruncated === undefined) throw incomplete('without IsTruncated', url)
  const counts = [Contents.length, Contents.length + CommonPrefixes.length]
  // Servers other than AWS may leave it out, or count objects alone.
  if (KeyCount !== undefined && !counts.includes(KeyCount))
    throw incomplete(`with a KeyCount of ${KeyCount}, but a length of ${counts[1]},`, url)
  const decode = answer.EncodingType === 'url' ? decodeKey : String
  const objects = Contents.map(({ Key, ETag, Size = 0, LastModified }) => {
    const etag = ETag?.replace(/^"|"$/g, '')
    if (Key === undefined || !etag) throw malformed('an object without key or ETag', url)
    return { key: decode(Key), etag, size: Size, modified: LastModified }
  })
  const folders = CommonPrefixes.map(({ Prefix = '' }) => decode(Prefix))
  return { objects, folders, isLast: !IsTruncated }
}

/** Watches that each page of a listing lies behind the one before it. */
class PageOrder {
  readonly #url: string
  #last: string | undefined
  /** The tokens since the last page that had anything in it. */
  readonly #tokens = new Set<string>()

  constructor(url: string) {
    this.#url = url
  }

  /** Throws `S3Error` if `page`, which ends with `token`, goes back, or a token comes again. */
  follow({ objects, folders }: ListedPage, token: string | undefined): void {
    const ends = [objects[0]?.key, objects.at(-1)?.key, folders[0], folders.at(-1)]
    const [first, ...others] = ends.filter((key) => key !== undefined).toSorted(compareKeys)
    if (first !== undefined) {
      if (this.#last !== undefined && compareKeys(first, this.#last) <= 0)
        throw malformed(`a page that goes back, to "${first}" behind "${this.#last}",`, this.#url)
      this.#last = others.at(-1) ?? first
    }
    if (token === undefined) return
    if (this.#tokens.has(token)) throw malformed('a page with the token of an earlier one', this.#url)
    if (first !== undefined) this.#tokens.clear()
    this.#tokens.add(token)
  }
}

// S3 encodes keys as forms do: a plus sign stands for a blank.
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

/** What may have come from a proxy, or be cut off: another request may be answered in full. */
function incomplete(what: string, url: string): S3Error {
  return new S3Error(
    'unreachable',
    `The server returned a page ${what} for a listing of "${url}"; if it comes back, look at the endpoint: it does not speak S3's ListObjectsV2.`,
    { retryable: true },
  )
}

function malformed(what: string, url: string): S3Error {
  return new S3Error(
    'unreachable',
    `The server listed ${what} at "${url}"; it does not speak S3's ListObjectsV2 as Arbalest needs it.`,
  )
}
