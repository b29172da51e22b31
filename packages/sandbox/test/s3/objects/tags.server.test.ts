import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('tags in a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)
  const tagsOf = async (Key: string) =>
    (await fixture.s3.getObjectTagging({ Bucket: fixture.bucket, Key })).TagSet

  it('are given with an object, counted, and replaced without touching it', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'tagged'
    await s3.putObject({ Bucket, Key, Body: 'x', Tagging: 'a=1&b%20c=%C3%A4', Metadata: { m: 'kept' } })
    expect(await tagsOf(Key)).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b c', Value: 'ä' },
    ])
    const before = await s3.headObject({ Bucket, Key })
    expect(before.TagCount).toBe(2)
    await s3.putObjectTagging({ Bucket, Key, Tagging: { TagSet: [{ Key: 'z', Value: '' }] } })
    expect(await tagsOf(Key)).toEqual([{ Key: 'z', Value: '' }])
    const after = await s3.headObject({ Bucket, Key })
    expect(after).toMatchObject({ ETag: before.ETag, LastModified: before.LastModified, TagCount: 1 })
    expect(after.Metadata).toEqual({ m: 'kept' })
    await s3.deleteObjectTagging({ Bucket, Key })
    expect(await tagsOf(Key)).toEqual([])
    expect((await s3.headObject({ Bucket, Key })).TagCount).toBeUndefined()
  })

  it('go with a copy, unless it brings its own', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'source', Body: 'x', Tagging: 'a=1' })
    const CopySource = `${Bucket}/source`
    await s3.copyObject({ Bucket, Key: 'same', CopySource })
    await s3.copyObject({ Bucket, Key: 'other', CopySource, TaggingDirective: 'REPLACE', Tagging: 'b=2' })
    expect(await tagsOf('same')).toEqual([{ Key: 'a', Value: '1' }])
    expect(await tagsOf('other')).toEqual([{ Key: 'b', Value: '2' }])
  })

  it.each([
    ['a=1&a=2', 'InvalidArgument'],
    [Array.from({ length: 11 }, (_, i) => `k${i}=v`).join('&'), 'BadRequest'],
    [`${'k'.repeat(129)}=v`, 'InvalidTag'],
    [`k=${'v'.repeat(257)}`, 'InvalidTag'],
  ])('are refused beyond the limits of S3: %.20s', async (Tagging, name) => {
    const { s3, bucket: Bucket } = fixture
    await expect(s3.putObject({ Bucket, Key: 'too-much', Body: 'x', Tagging })).rejects.toMatchObject({
      name,
    })
    await expect(s3.headObject({ Bucket, Key: 'too-much' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('of a bucket are kept', async () => {
    const { s3, bucket: Bucket } = fixture
    await expect(s3.getBucketTagging({ Bucket })).rejects.toMatchObject({ name: 'NoSuchTagSet' })
    await s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'data' }] } })
    expect((await s3.getBucketTagging({ Bucket })).TagSet).toEqual([{ Key: 'team', Value: 'data' }])
    await s3.deleteBucketTagging({ Bucket })
    await expect(s3.getBucketTagging({ Bucket })).rejects.toMatchObject({ name: 'NoSuchTagSet' })
  })
})
