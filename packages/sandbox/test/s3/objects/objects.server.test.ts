import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('objects in a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('come back as they were put', async () => {
    const { s3, bucket: Bucket } = fixture
    const put = await s3.putObject({
      Bucket,
      Key: 'events/a.json',
      Body: '{"a":1}',
      ContentType: 'application/json',
      CacheControl: 'no-store',
      ContentEncoding: 'identity',
      Metadata: { origin: 'test' },
    })
    expect(put.ETag).toBe('"bb6cb5c68df4652941caf652a366f2d8"')
    const got = await s3.getObject({ Bucket, Key: 'events/a.json' })
    expect(await got.Body?.transformToString()).toBe('{"a":1}')
    expect(got).toMatchObject({
      ContentType: 'application/json',
      CacheControl: 'no-store',
      ContentEncoding: 'identity',
      ContentLength: 7,
      ETag: put.ETag,
      Metadata: { origin: 'test' },
      ChecksumCRC32: put.ChecksumCRC32,
    })
    const head = await s3.headObject({ Bucket, Key: 'events/a.json' })
    expect(head).toMatchObject({ ContentLength: 7, ETag: put.ETag, Metadata: { origin: 'test' } })
    expect(head.LastModified).toEqual(got.LastModified)
  })

  it('may be empty', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'empty', Body: '', ContentLength: 0 })
    const got = await s3.getObject({ Bucket, Key: 'empty' })
    expect(await got.Body?.transformToString()).toBe('')
    expect(got.ContentLength).toBe(0)
  })

  it('are replaced by a second put', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'twice', Body: 'one', Metadata: { which: 'first' } })
    await s3.putObject({ Bucket, Key: 'twice', Body: 'two' })
    const got = await s3.getObject({ Bucket, Key: 'twice' })
    expect(await got.Body?.transformToString()).toBe('two')
    expect(got.Metadata).toEqual({})
  })

  it('are gone after a delete, which also succeeds where there is none', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'deep/down/gone', Body: 'x' })
    await s3.deleteObject({ Bucket, Key: 'deep/down/gone' })
    await s3.deleteObject({ Bucket, Key: 'deep/down/gone' })
    await expect(s3.getObject({ Bucket, Key: 'deep/down/gone' })).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(s3.headObject({ Bucket, Key: 'deep/down/gone' })).rejects.toMatchObject({ name: 'NotFound' })
    await s3.putObject({ Bucket, Key: 'deep/down', Body: 'now a file where a folder was' })
  })

  it('are deleted many at a time', async () => {
    const { s3, bucket: Bucket } = fixture
    const keys = ['many/1 & <2>', 'many/2', 'many/ü😀']
    for (const Key of keys) await s3.putObject({ Bucket, Key, Body: Key })
    const Objects = [...keys, 'many/missing'].map((Key) => ({ Key }))
    const answer = await s3.deleteObjects({ Bucket, Delete: { Objects } })
    expect(answer.Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key))
    expect((await s3.listObjectsV2({ Bucket, Prefix: 'many/' })).KeyCount).toBe(0)
  })

  it('are listed with what is known of them', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'listed/a', Body: 'abc' })
    const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: 'listed/' })
    expect(Contents).toMatchObject([
      { Key: 'listed/a', Size: 3, ETag: '"900150983cd24fb0d6963f7d28e17f72"', StorageClass: 'STANDARD' },
    ])
    expect(Contents?.[0]?.LastModified?.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })
})
