import { describe, expect, it } from 'vitest'
import { useBucket } from '../fixture.js'

describe('a bucket that never had versioning', () => {
  const fixture = useBucket('memory')

  it('lists one version of each object, page by page', async () => {
    const { s3, bucket: Bucket } = fixture
    for (const Key of ['a', 'dir/1', 'dir/2', 'z']) await s3.putObject({ Bucket, Key, Body: Key })
    const first = await s3.listObjectVersions({ Bucket, Delimiter: '/', MaxKeys: 2 })
    expect(first.Versions).toMatchObject([{ Key: 'a', VersionId: 'null', IsLatest: true, Size: 1 }])
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'dir/' }])
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'dir/' })
    const { NextKeyMarker: KeyMarker } = first
    const second = await s3.listObjectVersions({ Bucket, Delimiter: '/', KeyMarker })
    expect(second.Versions).toMatchObject([{ Key: 'z' }])
    expect(second.IsTruncated).toBe(false)
    expect(await s3.getBucketVersioning({ Bucket })).not.toHaveProperty('Status')
  })

  it('knows the version "null" of an object, and no other', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'versioned'
    await s3.putObject({ Bucket, Key, Body: 'x' })
    expect((await s3.headObject({ Bucket, Key, VersionId: 'null' })).ContentLength).toBe(1)
    await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}?versionId=null` })
    const other = { name: 'NoSuchVersion' }
    await expect(s3.getObject({ Bucket, Key, VersionId: 'abc' })).rejects.toMatchObject(other)
    await expect(s3.deleteObject({ Bucket, Key, VersionId: 'abc' })).rejects.toMatchObject(other)
    const Delete = {
      Objects: [
        { Key, VersionId: 'abc' },
        { Key: 'copy', VersionId: 'null' },
      ],
    }
    const { Deleted, Errors } = await s3.deleteObjects({ Bucket, Delete })
    expect(Deleted).toMatchObject([{ Key: 'copy' }])
    expect(Errors).toMatchObject([{ Key, Code: 'NoSuchVersion' }])
    await s3.deleteObject({ Bucket, Key, VersionId: 'null' })
    await expect(s3.headObject({ Bucket, Key })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('lists uploads in parts by common prefix', async () => {
    const { s3, bucket: Bucket } = fixture
    for (const Key of ['up/a 1', 'up/b/1', 'up/b/2', 'up/c']) await s3.createMultipartUpload({ Bucket, Key })
    const form = { Bucket, Prefix: 'up/', Delimiter: '/', EncodingType: 'url' } as const
    const all = await s3.listMultipartUploads(form)
    expect(all.Uploads?.map(({ Key }) => Key)).toEqual(['up/a+1', 'up/c'])
    expect(all.CommonPrefixes).toEqual([{ Prefix: 'up/b/' }])
    const first = await s3.listMultipartUploads({ ...form, MaxUploads: 2 })
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'up/b/' })
    const second = await s3.listMultipartUploads({ ...form, KeyMarker: first.NextKeyMarker })
    expect(second.Uploads?.map(({ Key }) => Key)).toEqual(['up/c'])
    expect(second.CommonPrefixes).toBeUndefined()
  })
})
