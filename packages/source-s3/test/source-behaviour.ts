import { testSource } from '@arbalest/testing'
import { afterAll, beforeAll, describe, test, vi } from 'vitest'
import { Bucket } from './bucket.js'
import { describeSeries } from './series/series-behaviour.js'
import { describeListing } from './listing/source-listing.js'
import { describeReading } from './source-reading.js'

/** An S3 server that is running. */
export interface S3Server extends AsyncDisposable {
  /** Its endpoint. */
  readonly url: string
}

/** What `S3Source` does with a server that speaks S3. */
export function describeS3Source(start: () => Promise<S3Server>): void {
  let server: S3Server

  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    server = await start()
  }, 180_000)

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    vi.unstubAllEnvs()
  })

  describe('as any source', () => {
    testSource(test, async () => {
      const bucket = await Bucket.create(server.url)
      return { source: bucket, [Symbol.asyncDispose]: () => bucket[Symbol.asyncDispose]() }
    })
  })

  describe('as a series', () => {
    describeSeries(() => server.url)
  })

  describeListing(() => server.url)
  describeReading(() => server.url)
}
