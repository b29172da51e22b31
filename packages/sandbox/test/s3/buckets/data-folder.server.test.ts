import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { S3Server } from '../../../src/s3/s3-server.js'
import { startS3 } from '../../../src/s3/s3-server.js'
import { clientOf } from '../fixture.js'

describe('a data folder', () => {
  let data: string
  let server: S3Server
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'arbalest-s3-'))
    server = await startS3({ data: join(data, 'made') })
  })
  afterEach(async () => {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  })
  const restart = async () => {
    await server.stop()
    server = await startS3({ data: join(data, 'made') })
  }

  it('keeps buckets, objects and what they carry from one server to the next', async () => {
    const Bucket = 'kept'
    let s3 = clientOf(server)
    await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } })
    const made = (await s3.listBuckets({})).Buckets
    await s3.putObject({ Bucket, Key: 'a/', Body: 'folder', Metadata: { x: 'y' }, ContentType: 'text/plain' })
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'b' })
    const part = await s3.uploadPart({ Bucket, Key: 'b', UploadId, PartNumber: 1, Body: 'part' })
    await s3.completeMultipartUpload({
      Bucket,
      Key: 'b',
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }] },
    })
    const before = await s3.listObjectsV2({ Bucket })
    s3.destroy()
    await restart()
    s3 = clientOf(server)
    expect((await s3.listBuckets({})).Buckets).toEqual(made)
    expect((await s3.listObjectsV2({ Bucket })).Contents).toEqual(before.Contents)
    expect(before.Contents?.[1]?.ETag).toMatch(/-1"$/)
    const got = await s3.getObject({ Bucket, Key: 'a/' })
    expect(got).toMatchObject({ Metadata: { x: 'y' }, ContentType: 'text/plain' })
    expect(await got.Body?.transformToString()).toBe('folder')
    s3.destroy()
  })

  it('keeps nothing of what was replaced, deleted, or not completed', async () => {
    const Bucket = 'tidy'
    const s3 = clientOf(server)
    await s3.createBucket({ Bucket })
    for (const Body of ['one', 'two', 'three', 'four!']) await s3.putObject({ Bucket, Key: 'a/b', Body })
    await s3.putObject({ Bucket, Key: 'c/d', Body: 'x' })
    await s3.deleteObject({ Bucket, Key: 'c/d' })
    await expect(s3.putObject({ Bucket, Key: 'a/b', Body: 'x', IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'e' })
    await s3.uploadPart({ Bucket, Key: 'e', UploadId, PartNumber: 1, Body: 'part' })
    s3.destroy()
    await restart()
    const entries = await readdir(join(data, 'made', Bucket), { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    expect(files.toSorted()).toEqual([expect.stringMatching(/^[\da-f]{62}-\d+-5\.json$/), 'b', 'bucket.json'])
  })

  it('distinguishes versions that are written within one tick of the clock', async () => {
    const Bucket = 'quick'
    const s3 = clientOf(server)
    await s3.createBucket({ Bucket })
    for (let round = 0; round < 50; round++) {
      const Body = String(round).padStart(3, '0')
      const { ETag } = await s3.putObject({ Bucket, Key: 'a', Body, Metadata: { round: Body } })
      expect(await s3.headObject({ Bucket, Key: 'a' })).toMatchObject({ ETag, Metadata: { round: Body } })
    }
    s3.destroy()
  })

  it('shows readers one version at a time while writers replace it', async () => {
    const Bucket = 'busy'
    const s3 = clientOf(server)
    await s3.createBucket({ Bucket })
    const put = (n: number) =>
      s3.putObject({ Bucket, Key: 'a', Body: String(n).repeat(1 + (n % 3)), Metadata: { n: String(n) } })
    await put(0)
    const writes = Array.from({ length: 100 }, (_, n) => put(n))
    const reads = Array.from({ length: 100 }, async () => {
      const got = await s3.getObject({ Bucket, Key: 'a' })
      const n = Number(got.Metadata?.n)
      expect(await got.Body?.transformToString()).toBe(String(n).repeat(1 + (n % 3)))
    })
    await Promise.all([...writes, ...reads])
    s3.destroy()
  })

  it('cannot hold a bucket that is served from elsewhere', async () => {
    const s3 = clientOf(server)
    await s3.createBucket({ Bucket: 'twice' })
    s3.destroy()
    const both = startS3({ data: join(data, 'made'), buckets: { twice: data } })
    await expect(both).rejects.toThrow('bucket "twice" is both a served folder and in the data folder')
  })

  it('may hold what is not a bucket', async () => {
    await mkdir(join(data, 'made', 'no-bucket'))
    await writeFile(join(data, 'made', 'a-file'), '')
    await restart()
    const s3 = clientOf(server)
    expect((await s3.listBuckets({})).Buckets ?? []).toEqual([])
    s3.destroy()
  })
})
