import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('conditions on a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)
  const failed = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } }

  it('let a put through that may only create, once', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'new', Body: 'first', IfNoneMatch: '*' })
    await expect(
      s3.putObject({ Bucket, Key: 'new', Body: 'second', IfNoneMatch: '*' }),
    ).rejects.toMatchObject(failed)
    const got = await s3.getObject({ Bucket, Key: 'new' })
    expect(await got.Body?.transformToString()).toBe('first')
  })

  it('let one of many racers create', async () => {
    const { s3, bucket: Bucket } = fixture
    for (let round = 0; round < 5; round++) {
      const Key = `race/${round}`
      const tries = Array.from({ length: 10 }, (_, racer) =>
        s3.putObject({ Bucket, Key, Body: `racer ${racer}`, IfNoneMatch: '*' }),
      )
      const settled = await Promise.allSettled(tries)
      const winners = settled.flatMap(({ status }, racer) => (status === 'fulfilled' ? [racer] : []))
      expect(winners).toHaveLength(1)
      const got = await s3.getObject({ Bucket, Key })
      expect(await got.Body?.transformToString()).toBe(`racer ${winners[0]}`)
    }
  })

  it('let one of many racers replace what they all saw', async () => {
    const { s3, bucket: Bucket } = fixture
    const { ETag } = await s3.putObject({ Bucket, Key: 'head', Body: 'seen' })
    const tries = Array.from({ length: 10 }, (_, racer) =>
      s3.putObject({ Bucket, Key: 'head', Body: `racer ${racer}`, IfMatch: ETag as string }),
    )
    const settled = await Promise.allSettled(tries)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const losers = settled.filter((result) => result.status === 'rejected')
    for (const { reason } of losers) expect(reason).toMatchObject(failed)
  })

  it('answer NoSuchKey to a put that may only replace, where there is nothing', async () => {
    const { s3, bucket: Bucket } = fixture
    await expect(s3.putObject({ Bucket, Key: 'none', Body: 'x', IfMatch: '"abc"' })).rejects.toMatchObject({
      name: 'NoSuchKey',
    })
    await expect(s3.headObject({ Bucket, Key: 'none' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('guard deletes', async () => {
    const { s3, bucket: Bucket } = fixture
    const { ETag } = await s3.putObject({ Bucket, Key: 'guarded', Body: 'x' })
    await expect(s3.deleteObject({ Bucket, Key: 'guarded', IfMatch: '"other"' })).rejects.toMatchObject(
      failed,
    )
    const answer = await s3.deleteObjects({
      Bucket,
      Delete: { Objects: [{ Key: 'guarded', ETag: '"other"' }] },
    })
    expect(answer.Errors).toMatchObject([{ Key: 'guarded', Code: 'PreconditionFailed' }])
    await s3.deleteObject({ Bucket, Key: 'guarded', IfMatch: ETag as string })
    await expect(s3.headObject({ Bucket, Key: 'guarded' })).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('decide whether a read is answered with the content', async () => {
    const { s3, bucket, server } = fixture
    const { ETag = '' } = await s3.putObject({ Bucket: bucket, Key: 'read', Body: 'content' })
    const modified = (await s3.headObject({ Bucket: bucket, Key: 'read' })).LastModified as Date
    const at = (seconds: number) => new Date(modified.getTime() + seconds * 1000).toUTCString()
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${server.url}/${bucket}/read`, { headers })).status
    expect(await status({ 'if-match': ETag })).toBe(200)
    expect(await status({ 'if-match': ETag.replaceAll('"', '') })).toBe(200)
    expect(await status({ 'if-match': `"other", ${ETag}` })).toBe(200)
    expect(await status({ 'if-match': '*' })).toBe(200)
    expect(await status({ 'if-match': '"other"' })).toBe(412)
    expect(await status({ 'if-none-match': ETag })).toBe(304)
    expect(await status({ 'if-none-match': '"other"' })).toBe(200)
    expect(await status({ 'if-modified-since': at(0) })).toBe(304)
    expect(await status({ 'if-modified-since': at(-60) })).toBe(200)
    expect(await status({ 'if-unmodified-since': at(-60) })).toBe(412)
    expect(await status({ 'if-unmodified-since': at(0) })).toBe(200)
    expect(await status({ 'if-match': ETag, 'if-unmodified-since': at(-60) })).toBe(200)
    expect(await status({ 'if-none-match': ETag, 'if-modified-since': at(-60) })).toBe(304)
  })

  it('that S3 does not know are not ignored', async () => {
    const { s3, bucket: Bucket } = fixture
    await expect(s3.putObject({ Bucket, Key: 'odd', Body: 'x', IfNoneMatch: '"abc"' })).rejects.toMatchObject(
      {
        name: 'NotImplemented',
        $metadata: { httpStatusCode: 501 },
      },
    )
  })
})
