import { compareKeys } from '@arbalest/core/plugin'
import { S3Error } from '../s3-error.js'
import { formatS3Url } from '../s3-url.js'
import type { AskPage } from './ask-page.js'
import type { PageContent } from './page-content.js'
import type { WaitingPage } from './page-objects.js'

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
  /** Keys behind this one need not be listed. Default: all are listed. */
  readonly until?: string | undefined
  /** Keys in ascending order at which the listing is cut into ranges that are asked for side by side. Default: it is found out where to cut. */
  readonly cuts?: readonly string[] | undefined
  /** How many requests are under way at once, if there are no folders. Default: 1, for which nothing is asked for before it is consumed. */
  readonly parallel?: number | undefined
}

/**
 * Lists in the order of the server. Asks for a page only once the one before has been
 * consumed. Throws `S3Error` if what the server returns is no page of a listing, or
 * one that does not follow those before: it would be taken for a bucket with fewer
 * objects, or be listed for ever.
 */
export async function* listPages(
  ask: AskPage,
  bucket: string,
  { prefix, startAfter, delimiter, limit }: Listing,
): AsyncGenerator<WaitingPage> {
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
  // The folder that a key lies in comes before it.
  const order = new PageOrder(url, delimiter === undefined ? startAfter : undefined)
  let token: string | undefined
  do {
    const content = await ask({ ...input, ContinuationToken: token })
    const page = readPage(content, url)
    token = content.token
    order.follow(page, token)
    yield page
    if (!page.isLast && !token)
      throw malformed('a page that is not the last, without a token for the next', url)
  } while (token)
}

function readPage(content: PageContent, url: string): WaitingPage {
  const { objects, lacking, folders, isTruncated, keyCount } = content
  // No server leaves this out; an HTML page and an empty body have none.
  if (isTruncated === undefined) throw incomplete('without IsTruncated', url)
  const count = objects.length + lacking
  const counts = [count, count + folders.length]
  // Servers other than AWS may leave it out, or count objects alone.
  if (keyCount !== undefined && !counts.includes(keyCount))
    throw incomplete(`with a KeyCount of ${keyCount}, but a length of ${counts[1]},`, url)
  if (lacking > 0) throw malformed('an object without key or ETag', url)
  return { objects, folders, isLast: !isTruncated }
}

/** Watches that each page of a listing lies behind the one before it. */
class PageOrder {
  readonly #url: string
  #last: string | undefined
  /** The tokens since the last page that had anything in it. */
  readonly #tokens = new Set<string>()

  constructor(url: string, startAfter: string | undefined) {
    this.#url = url
    this.#last = startAfter
  }

  /** Throws `S3Error` if `page`, which ends with `token`, goes back, or a token comes again. */
  follow({ objects, folders }: WaitingPage, token: string | undefined): void {
    const keys = objects.length > 0 ? [objects.keyAt(0), objects.keyAt(objects.length - 1)] : []
    const ends = [...keys, folders[0], folders.at(-1)]
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

/** What may have come from a proxy, or be cut off: another request may be answered in full. */
function incomplete(what: string, url: string): S3Error {
  return new S3Error(
    'unreachable',
    `The server returned a page ${what} for a listing of "${url}"; if this happens again, check the endpoint: it does not support S3's ListObjectsV2.`,
    { retryable: true },
  )
}

function malformed(what: string, url: string): S3Error {
  return new S3Error(
    'unreachable',
    `The server listed ${what} at "${url}"; it does not support S3's ListObjectsV2 as Arbalest needs it.`,
  )
}
