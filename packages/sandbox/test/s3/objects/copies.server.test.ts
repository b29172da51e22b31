import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('a copy within a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('has the content and the metadata of its source', async () => {
    const { s3, bucket: Bucket } = fixture
    const Key = 'from/ä b+c'
    await s3.putObject({ Bucket, Key, Body: 'content', Metadata: { a: '1' }, ContentType: 'text/plain' })
    const copy = await s3.copyObject({
      Bucket,
      Key: 'to',
      CopySource: `/${Bucket}/${encodeURIComponent(Key)}`,
    })
    const got = await s3.getObject({ Bucket, Key: 'to' })
    expect(await got.Body?.transformToString()).toBe('content')
    expect(got).toMatchObject({
      Metadata: { a: '1' },
      ContentType: 'text/plain',
      ETag: copy.CopyObjectResult?.ETag,
    })
  })

  it('has its own metadata where it says so, also onto itself', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'self', Body: 'content', Metadata: { a: '1' } })
    const self = { Bucket, Key: 'self', CopySource: `${Bucket}/self` }
    await expect(s3.copyObject(self)).rejects.toMatchObject({ name: 'InvalidRequest' })
    await s3.copyObject({ ...self, MetadataDirective: 'REPLACE', Metadata: { b: '2' } })
    expect((await s3.headObject({ Bucket, Key: 'self' })).Metadata).toEqual({ b: '2' })
  })

  it('comes from a source that exists and is as it was wanted', async () => {
    const { s3, bucket: Bucket } = fixture
    const { ETag } = await s3.putObject({ Bucket, Key: 'source', Body: 'content' })
    const copy = { Bucket, Key: 'target', CopySource: `${Bucket}/source` }
    await expect(s3.copyObject({ ...copy, CopySource: `${Bucket}/none` })).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
    await expect(s3.copyObject({ ...copy, CopySource: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
    await expect(s3.copyObject({ ...copy, CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    await expect(s3.copyObject({ ...copy, CopySourceIfNoneMatch: ETag as string })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    await s3.copyObject({ ...copy, CopySourceIfMatch: ETag as string, IfNoneMatch: '*' })
    await expect(s3.copyObject({ ...copy, IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
  })
})
