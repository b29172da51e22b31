import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { S3 } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import type { S3Options, S3Server } from '../../src/s3/s3-server.js'
import { startS3 } from '../../src/s3/s3-server.js'

/** The kinds of bucket there are: kept in memory, kept in a data folder, and a folder served as one. */
export const kinds = ['memory', 'data', 'served'] as const
export type Kind = (typeof kinds)[number]

/** A running server with one bucket, made before the tests of a group and gone after them. */
export interface Fixture {
  readonly s3: S3
  readonly server: S3Server
  readonly folder: string
  readonly bucket: string
}

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }

export function clientOf(server: S3Server, config: S3ClientConfig = {}): S3 {
  return new S3({
    endpoint: server.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    maxAttempts: 1,
    ...config,
  })
}

/** Starts a server for the tests of the group that calls this. */
export function useBucket(kind: Kind, options: S3Options = {}): Fixture {
  const fixture = {} as { -readonly [name in keyof Fixture]: Fixture[name] }
  fixture.bucket = 'a-bucket'
  beforeAll(async () => {
    fixture.folder = await mkdtemp(join(tmpdir(), 'arbalest-s3-'))
    const { bucket, folder } = fixture
    fixture.server = await startS3({
      ...options,
      ...(kind === 'data' ? { data: folder } : {}),
      ...(kind === 'served' ? { buckets: { [bucket]: folder } } : {}),
    })
    fixture.s3 = clientOf(fixture.server)
    if (kind !== 'served') await fixture.s3.createBucket({ Bucket: bucket })
  })
  afterAll(async () => {
    fixture.s3.destroy()
    await fixture.server.stop()
    await rm(fixture.folder, { recursive: true, force: true })
  })
  return fixture
}

/** Sends a plain request to `server`, for what no client sends. */
export async function send(
  server: S3Server,
  path: string,
  options: RequestInit = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const answer = await fetch(server.url + path, options)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
