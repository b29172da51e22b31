import { setMaxListeners } from 'node:events'
import type { S3Client } from '@aws-sdk/client-s3'
import { pageAskers } from './ask-page.js'
import type { ListedPage } from './listed-page.js'
import { listPages, type Listing } from './list-pages.js'
import { listRanges } from './list-ranges.js'
import type { WaitingPage } from './page-objects.js'

/**
 * Lists in the order of the server, page after page, or several at once if `listing` says so.
 * Throws as {@link listPages} does.
 */
export async function* listBucket(
  client: S3Client,
  bucket: string,
  listing: Listing,
  signal: AbortSignal,
): AsyncGenerator<ListedPage> {
  const { parallel = 1, delimiter } = listing
  if (parallel === 1 || delimiter !== undefined) {
    yield* made(listPages(pageAskers(client, signal)(), bucket, listing))
    return
  }
  const unwanted = new AbortController()
  const abortSignal = AbortSignal.any([signal, unwanted.signal])
  // Each request under way listens, and Node warns of a leak at eleven.
  setMaxListeners(0, abortSignal)
  const asker = pageAskers(client, abortSignal)
  const list = (startAfter: string | undefined) => listPages(asker(), bucket, { ...listing, startAfter })
  try {
    yield* made(listRanges(list, { ...listing, parallel }))
  } finally {
    unwanted.abort()
  }
}

/** Makes the objects of each page once it is consumed, so that those that wait take little. */
async function* made(pages: AsyncIterable<WaitingPage>): AsyncGenerator<ListedPage> {
  for await (const page of pages) yield { ...page, objects: page.objects.make() }
}
