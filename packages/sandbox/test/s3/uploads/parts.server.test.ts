import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

const mebibyte = 1024 ** 2
const pieces = ['a'.repeat(5 * mebibyte), 'b'.repeat(5 * mebibyte), 'the end']

describe.each(kinds)('an object uploaded in parts to a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  async function upload(Key: string) {
    const { s3, bucket: Bucket } = fixture
    const ChecksumAlgorithm = 'SHA256'
    const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ChecksumAlgorithm, Tagging: 'a=1' })
    const at = { Bucket, Key, UploadId }
    const Parts = []
    for (const [index, Body] of pieces.entries()) {
      const PartNumber = index + 1
      const { ETag, ChecksumSHA256 } = await s3.uploadPart({ ...at, PartNumber, Body, ChecksumAlgorithm })
      Parts.push({ PartNumber, ETag, ChecksumSHA256 })
    }
    return { ...at, MultipartUpload: { Parts } }
  }

  it('is read part by part', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'in-parts'
    const { ETag } = await s3.completeMultipartUpload(await upload(Key))
    for (const [index, piece] of pieces.entries()) {
      const PartNumber = index + 1
      const head = await s3.headObject({ Bucket, Key, PartNumber })
      expect(head).toMatchObject({ PartsCount: 3, ContentLength: piece.length, ETag })
      const { Body, ContentRange, ChecksumSHA256 } = await s3.getObject({ Bucket, Key, PartNumber })
      expect(ChecksumSHA256).toBe(createHash('sha256').update(piece).digest('base64'))
      const start = index * 5 * mebibyte
      expect(ContentRange).toBe(`bytes ${start}-${start + piece.length - 1}/${10 * mebibyte + 7}`)
      expect((await Body?.transformToString()) === piece).toBe(true)
    }
    await expect(s3.getObject({ Bucket, Key, PartNumber: 4 })).rejects.toMatchObject({
      name: 'InvalidPartNumber',
      $metadata: { httpStatusCode: 416 },
    })
    await expect(s3.getObject({ Bucket, Key, PartNumber: 1, Range: 'bytes=0-1' })).rejects.toMatchObject({
      name: 'InvalidRequest',
    })
    expect((await s3.getObjectTagging({ Bucket, Key })).TagSet).toEqual([{ Key: 'a', Value: '1' }])
  })

  it('is part 1 of itself, if it was uploaded whole', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'whole'
    await s3.putObject({ Bucket, Key, Body: 'all of it' })
    const { Body, PartsCount } = await s3.getObject({ Bucket, Key, PartNumber: 1 })
    expect(await Body?.transformToString()).toBe('all of it')
    expect(PartsCount).toBeUndefined()
    await expect(s3.headObject({ Bucket, Key, PartNumber: 2 })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 416 },
    })
  })

  it('says of itself what GetObjectAttributes asks for', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'attributes'
    const request = await upload(Key)
    const done = await s3.completeMultipartUpload(request)
    const attributes = (MaxParts?: number, PartNumberMarker?: string) =>
      s3.getObjectAttributes({
        Bucket,
        Key,
        ObjectAttributes: ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'],
        ...(MaxParts === undefined ? {} : { MaxParts }),
        ...(PartNumberMarker === undefined ? {} : { PartNumberMarker }),
      })
    const found = await attributes()
    expect(found).toMatchObject({
      ETag: done.ETag?.replaceAll('"', ''),
      Checksum: { ChecksumSHA256: done.ChecksumSHA256?.replace('-3', ''), ChecksumType: 'COMPOSITE' },
      StorageClass: 'STANDARD',
      ObjectSize: 10 * mebibyte + 7,
    })
    const { Parts } = request.MultipartUpload
    expect(found.ObjectParts).toMatchObject({ TotalPartsCount: 3, IsTruncated: false })
    expect(found.ObjectParts?.Parts).toMatchObject(
      Parts.map(({ PartNumber, ChecksumSHA256 }, i) => ({
        PartNumber,
        ChecksumSHA256,
        Size: pieces[i]?.length,
      })),
    )
    expect((await attributes(2)).ObjectParts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' })
    expect((await attributes(2, '2')).ObjectParts?.Parts).toMatchObject([{ PartNumber: 3 }])
    const only = await s3.getObjectAttributes({ Bucket, Key, ObjectAttributes: ['ObjectSize'] })
    expect(only.ETag).toBeUndefined()
  })

  it('names no part, and no checksum of one, if its checksum is over the whole', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'full'
    const at = { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' as const }
    const { UploadId } = await s3.createMultipartUpload(at)
    const Parts = []
    for (const [index, Body] of pieces.entries()) {
      const PartNumber = index + 1
      const { ETag } = await s3.uploadPart({ ...at, UploadId, PartNumber, Body })
      Parts.push({ PartNumber, ETag })
    }
    const { ChecksumCRC64NVME } = await s3.completeMultipartUpload({
      Bucket,
      Key,
      UploadId,
      MultipartUpload: { Parts },
    })
    const ObjectAttributes = ['Checksum', 'ObjectParts'] as const
    const found = await s3.getObjectAttributes({ Bucket, Key, ObjectAttributes: [...ObjectAttributes] })
    expect(found.Checksum).toEqual({ ChecksumCRC64NVME, ChecksumType: 'FULL_OBJECT' })
    expect(found.ObjectParts).toMatchObject({ TotalPartsCount: 3 })
    expect(found.ObjectParts?.Parts).toBeUndefined()
    const part = await s3.headObject({ Bucket, Key, PartNumber: 3, ChecksumMode: 'ENABLED' })
    expect(part.ChecksumCRC64NVME).toBeUndefined()
  })

  it('may be completed once more, with either form of its checksum', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'twice'
    const request = await upload(Key)
    const wrong = { ...request, ChecksumSHA256: Buffer.alloc(32).toString('base64') }
    await expect(s3.completeMultipartUpload(wrong)).rejects.toMatchObject({ name: 'BadDigest' })
    const first = await s3.completeMultipartUpload(request)
    expect(first.ChecksumSHA256).toMatch(/-3$/)
    const again = await s3.completeMultipartUpload(request)
    expect(again).toMatchObject({ ETag: first.ETag, Key, ChecksumSHA256: first.ChecksumSHA256 })
    for (const form of [first.ChecksumSHA256, first.ChecksumSHA256?.replace('-3', '')]) {
      const next = { ...(await upload(Key)), ChecksumSHA256: form }
      expect((await s3.completeMultipartUpload(next)).ETag).toBe(first.ETag)
    }
    await expect(s3.completeMultipartUpload({ ...request, Key: 'other' })).rejects.toMatchObject({
      name: 'NoSuchUpload',
    })
    await s3.deleteObject({ Bucket, Key })
  })
})
