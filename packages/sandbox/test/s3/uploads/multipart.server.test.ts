import { createHash, randomBytes } from 'node:crypto'
import type { CompletedPart } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

const mebibyte = 1024 ** 2
const whole = randomBytes(11 * mebibyte)
const pieces = [
  whole.subarray(0, 5 * mebibyte),
  whole.subarray(5 * mebibyte, 10 * mebibyte),
  whole.subarray(10 * mebibyte),
]

function md5(content: Uint8Array): Buffer {
  return createHash('md5').update(content).digest()
}

describe.each(kinds)('an upload in parts to a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  async function begin(Key: string, options: { ChecksumAlgorithm?: 'SHA256'; ContentType?: string } = {}) {
    const { UploadId } = await fixture.s3.createMultipartUpload({ Bucket: fixture.bucket, Key, ...options })
    return { Bucket: fixture.bucket, Key, UploadId }
  }

  async function sendAll(
    upload: Awaited<ReturnType<typeof begin>>,
    options: { ChecksumAlgorithm?: 'SHA256' } = {},
  ) {
    const parts: CompletedPart[] = []
    for (const [index, Body] of pieces.entries()) {
      const sent = await fixture.s3.uploadPart({ ...upload, ...options, PartNumber: index + 1, Body })
      const { ETag, ChecksumCRC32, ChecksumSHA256 } = sent
      parts.push({ PartNumber: index + 1, ETag, ChecksumCRC32, ChecksumSHA256 })
    }
    return parts
  }

  it('becomes one object, whose ETag shows the number of parts', async () => {
    const { s3, bucket: Bucket } = fixture
    const upload = await begin('whole', { ContentType: 'text/csv' })
    const Parts = await sendAll(upload)
    await expect(s3.headObject({ Bucket, Key: 'whole' })).rejects.toMatchObject({ name: 'NotFound' })
    const done = await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } })
    const etag = `"${md5(Buffer.concat(pieces.map(md5))).toString('hex')}-3"`
    expect(done.ETag).toBe(etag)
    const got = await s3.getObject({ Bucket, Key: 'whole' })
    expect(got).toMatchObject({ ETag: etag, ContentType: 'text/csv', ContentLength: whole.length })
    expect(md5((await got.Body?.transformToByteArray()) as Uint8Array)).toEqual(md5(whole))
    const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: 'whole' })
    expect(Contents).toMatchObject([{ Key: 'whole', ETag: etag, Size: whole.length }])
    await expect(s3.listParts(upload)).rejects.toMatchObject({ name: 'NoSuchUpload' })
  })

  it('has a checksum made of those of its parts', async () => {
    const { s3, bucket: Bucket } = fixture
    const algorithm = { ChecksumAlgorithm: 'SHA256' } as const
    const upload = await begin('summed', algorithm)
    const Parts = await sendAll(upload, algorithm)
    const done = await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } })
    const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest()
    const expected = `${sha256(Buffer.concat(pieces.map(sha256))).toString('base64')}-3`
    expect(done).toMatchObject({ ChecksumSHA256: expected, ChecksumType: 'COMPOSITE' })
    const head = await s3.headObject({ Bucket, Key: 'summed', ChecksumMode: 'ENABLED' })
    expect(head).toMatchObject({ ChecksumSHA256: expected, ChecksumType: 'COMPOSITE' })
  })

  it('may leave parts out and replace them', async () => {
    const { s3, bucket: Bucket } = fixture
    const upload = await begin('replaced')
    await s3.uploadPart({ ...upload, PartNumber: 7, Body: 'first try' })
    await s3.uploadPart({ ...upload, PartNumber: 3, Body: 'left out' })
    const { ETag } = await s3.uploadPart({ ...upload, PartNumber: 7, Body: 'second try' })
    const { Parts } = await s3.listParts(upload)
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [3, 8],
      [7, 10],
    ])
    const crc = Parts?.[1]?.ChecksumCRC32
    await s3.completeMultipartUpload({
      ...upload,
      MultipartUpload: { Parts: [{ PartNumber: 7, ETag, ChecksumCRC32: crc }] },
    })
    const got = await s3.getObject({ Bucket, Key: 'replaced' })
    expect(await got.Body?.transformToString()).toBe('second try')
  })

  it('refuses parts that are missing, changed, out of order or too small', async () => {
    const { s3 } = fixture
    const upload = await begin('refused')
    const tags: CompletedPart[] = []
    for (const PartNumber of [1, 2]) {
      const { ETag, ChecksumCRC32 } = await s3.uploadPart({
        ...upload,
        PartNumber,
        Body: `part ${PartNumber}`,
      })
      tags.push({ PartNumber, ETag, ChecksumCRC32 })
    }
    const [first, second] = tags as [CompletedPart, CompletedPart]
    const complete = (...Parts: CompletedPart[]) =>
      s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } })
    await expect(complete(first, second)).rejects.toMatchObject({ name: 'EntityTooSmall' })
    await expect(complete(second, first)).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete(first, first)).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete({ ...first, PartNumber: 3 })).rejects.toMatchObject({ name: 'InvalidPart' })
    await expect(complete({ ...first, ETag: second.ETag })).rejects.toMatchObject({ name: 'InvalidPart' })
    await expect(complete()).rejects.toMatchObject({ name: 'MalformedXML' })
    await complete(first)
  })

  it('numbers its parts from 1 to 10,000', async () => {
    const { s3 } = fixture
    const upload = await begin('numbers')
    for (const PartNumber of [0, 10_001]) {
      await expect(s3.uploadPart({ ...upload, PartNumber, Body: 'x' })).rejects.toMatchObject({
        name: 'InvalidArgument',
      })
    }
  })

  it('is completed on a condition by one of several racers, and may be tried again by the others', async () => {
    const { s3, bucket: Bucket } = fixture
    const racers = await Promise.all(
      [1, 2, 3, 4].map(async (racer) => {
        const upload = await begin('raced')
        const { ETag, ChecksumCRC32 } = await s3.uploadPart({
          ...upload,
          PartNumber: 1,
          Body: `racer ${racer}`,
        })
        return { ...upload, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumCRC32 }] } }
      }),
    )
    const settled = await Promise.allSettled(
      racers.map((racer) => s3.completeMultipartUpload({ ...racer, IfNoneMatch: '*' })),
    )
    const winners = settled.flatMap(({ status }, index) => (status === 'fulfilled' ? [index + 1] : []))
    expect(winners).toHaveLength(1)
    const got = await s3.getObject({ Bucket, Key: 'raced' })
    expect(await got.Body?.transformToString()).toBe(`racer ${winners[0]}`)
    const loser = racers[winners[0] === 1 ? 1 : 0]
    expect((await s3.listParts(loser as (typeof racers)[0])).Parts).toHaveLength(1)
  })

  it('is listed until it is aborted, and takes no more parts then', async () => {
    const { s3, bucket: Bucket } = fixture
    const uploads = [await begin('listed/b'), await begin('listed/a'), await begin('listed/a')]
    const listed = await s3.listMultipartUploads({ Bucket, Prefix: 'listed/', MaxUploads: 2 })
    expect(listed.Uploads?.map(({ UploadId }) => UploadId)).toEqual([
      uploads[1]?.UploadId,
      uploads[2]?.UploadId,
    ])
    expect(listed.IsTruncated).toBe(true)
    const rest = await s3.listMultipartUploads({
      Bucket,
      Prefix: 'listed/',
      KeyMarker: listed.NextKeyMarker,
      UploadIdMarker: listed.NextUploadIdMarker,
    })
    expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['listed/b'])
    for (const upload of uploads) await s3.abortMultipartUpload(upload)
    const upload = uploads[0] as (typeof uploads)[0]
    await expect(s3.abortMultipartUpload(upload)).rejects.toMatchObject({ name: 'NoSuchUpload' })
    await expect(s3.uploadPart({ ...upload, PartNumber: 1, Body: 'x' })).rejects.toMatchObject({
      name: 'NoSuchUpload',
    })
    expect((await s3.listMultipartUploads({ Bucket, Prefix: 'listed/' })).Uploads).toBeUndefined()
  })

  it('copies parts from other objects', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'source', Body: '0123456789' })
    const upload = await begin('copied')
    const CopySource = `${Bucket}/source`
    const { CopyPartResult } = await s3.uploadPartCopy({
      ...upload,
      PartNumber: 1,
      CopySource,
      CopySourceRange: 'bytes=3-6',
    })
    const Parts = [
      { PartNumber: 1, ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 },
    ]
    await s3.completeMultipartUpload({ ...upload, MultipartUpload: { Parts } })
    const got = await s3.getObject({ Bucket, Key: 'copied' })
    expect(await got.Body?.transformToString()).toBe('3456')
    const again = await begin('copied')
    for (const CopySourceRange of ['bytes=3-10', 'bytes=6-3', 'bytes=3-']) {
      await expect(
        s3.uploadPartCopy({ ...again, PartNumber: 1, CopySource, CopySourceRange }),
      ).rejects.toMatchObject({ name: 'InvalidArgument' })
    }
  })
})
