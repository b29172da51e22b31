import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('buckets of a server with one of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('are made, listed by name and removed', async () => {
    const { s3, bucket } = fixture
    await s3.createBucket({ Bucket: 'zebra' })
    await s3.createBucket({ Bucket: 'bee' })
    const listed = async () => (await s3.listBuckets({})).Buckets?.map(({ Name }) => Name)
    expect(await listed()).toEqual([bucket, 'bee', 'zebra'])
    await s3.deleteBucket({ Bucket: 'zebra' })
    await s3.deleteBucket({ Bucket: 'bee' })
    expect(await listed()).toEqual([bucket])
  })

  it('are listed page by page and by prefix', async () => {
    const { s3 } = fixture
    for (const Bucket of ['page-1', 'page-2', 'page-3']) await s3.createBucket({ Bucket })
    const first = await s3.listBuckets({ Prefix: 'page-', MaxBuckets: 2 })
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['page-1', 'page-2'])
    const second = await s3.listBuckets({
      Prefix: 'page-',
      MaxBuckets: 2,
      ContinuationToken: first.ContinuationToken,
    })
    expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['page-3'])
    expect(second.ContinuationToken).toBeUndefined()
  })

  it('know the region they were made in', async () => {
    const { s3, bucket } = fixture
    await s3.createBucket({
      Bucket: 'far-away',
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    })
    expect((await s3.getBucketLocation({ Bucket: 'far-away' })).LocationConstraint).toBe('eu-central-1')
    expect((await s3.headBucket({ Bucket: 'far-away' })).BucketRegion).toBe('eu-central-1')
    expect((await s3.getBucketLocation({ Bucket: bucket })).LocationConstraint).toBeUndefined()
  })

  it('may be made again in us-east-1, and keep their objects', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'kept', Body: 'x' })
    await s3.createBucket({ Bucket })
    expect((await s3.headObject({ Bucket, Key: 'kept' })).ContentLength).toBe(1)
    await s3.deleteObject({ Bucket, Key: 'kept' })
  })

  it('are not made twice elsewhere', async () => {
    const { s3 } = fixture
    const Bucket = 'elsewhere'
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const
    await s3.createBucket({ Bucket, CreateBucketConfiguration })
    await expect(s3.createBucket({ Bucket, CreateBucketConfiguration })).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      $metadata: { httpStatusCode: 409 },
    })
  })

  it('are made by one of several that try at once', async () => {
    const { s3 } = fixture
    const tries = Array.from({ length: 8 }, () =>
      s3.createBucket({
        Bucket: 'wanted',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    )
    const made = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    expect(made).toHaveLength(1)
  })

  it.each(['ab', 'Upper', 'under_score', '-dash', 'dash-', 'two..dots', '127.0.0.1', 'a'.repeat(64)])(
    'are not called %s',
    async (name) => {
      const answer = await fetch(`${fixture.server.url}/${name}`, { method: 'PUT' })
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('<Code>InvalidBucketName</Code>')
    },
  )

  it('are not removed while they hold an object', async () => {
    const { s3 } = fixture
    await s3.createBucket({ Bucket: 'full' })
    await s3.putObject({ Bucket: 'full', Key: 'a/b', Body: 'x' })
    await expect(s3.deleteBucket({ Bucket: 'full' })).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    })
    await s3.deleteObject({ Bucket: 'full', Key: 'a/b' })
    await s3.deleteBucket({ Bucket: 'full' })
    await expect(s3.headBucket({ Bucket: 'full' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('that do not exist answer NoSuchBucket to every operation', async () => {
    const { s3 } = fixture
    const missing = { Bucket: 'missing' }
    const object = { ...missing, Key: 'a' }
    const calls = [
      s3.deleteBucket(missing),
      s3.getBucketLocation(missing),
      s3.listObjectsV2(missing),
      s3.listObjects(missing),
      s3.getObject(object),
      s3.putObject({ ...object, Body: 'x' }),
      s3.deleteObject(object),
      s3.deleteObjects({ ...missing, Delete: { Objects: [{ Key: 'a' }] } }),
      s3.createMultipartUpload(object),
      s3.copyObject({ ...object, CopySource: 'missing/b' }),
    ]
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({
        reason: { name: 'NoSuchBucket', message: 'The specified bucket does not exist' },
      })
    }
  })
})
