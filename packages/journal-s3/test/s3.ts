import { startS3, type S3Server } from '@arbalest/sandbox'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { Bucket } from './bucket.js'

/** Has a local S3 run for the tests of a file, with a bucket that is new in each of them. */
export function useBucket(): { readonly bucket: Bucket } {
  let server: S3Server
  let bucket: Bucket

  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    server = await startS3()
  })

  beforeEach(async () => {
    bucket = await Bucket.create(server.url)
  })

  afterEach(() => bucket[Symbol.asyncDispose]())

  afterAll(async () => {
    await server.stop()
    vi.unstubAllEnvs()
  })

  return {
    get bucket() {
      return bucket
    },
  }
}
