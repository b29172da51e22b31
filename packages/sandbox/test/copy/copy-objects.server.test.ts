import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type S3Server, startS3 } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { S3CopyObjects } from '../../src/redshift/objects/copy-objects.js'
import { s3Location } from '../../src/redshift/objects/s3-location.js'
import { RedshiftError } from '../../src/redshift/redshift-error.js'

const credentials = { accessKeyId: 'a', secretAccessKey: 's' }

describe('objects in S3', () => {
  let server: S3Server
  let objects: S3CopyObjects

  beforeAll(async () => {
    server = await startS3()
    objects = new S3CopyObjects({ endpoint: server.url, region: 'us-east-1', credentials })
    const client = new S3Client({
      endpoint: server.url,
      region: 'us-east-1',
      credentials,
      forcePathStyle: true,
    })
    await client.send(new CreateBucketCommand({ Bucket: 'bkt' }))
    const put = (key: string) =>
      client.send(new PutObjectCommand({ Bucket: 'bkt', Key: key, Body: `of ${key}` }))
    for (let first = 0; first < 1_010; first += 101) {
      await Promise.all(
        Array.from({ length: 101 }, (_, index) => put(`many/${String(first + index).padStart(4, '0')}`)),
      )
    }
    await put('one key+é')
    client.destroy()
  })

  afterAll(async () => {
    objects?.close()
    await server?.stop()
  })

  test('are listed in key order, however many', async () => {
    const found = []
    for await (const { location, size } of objects.list(s3Location('s3://bkt/many/')))
      found.push({ ...location, size })
    expect(found).toHaveLength(1_010)
    expect(found.at(-1)).toEqual({ url: 's3://bkt/many/1009', bucket: 'bkt', key: 'many/1009', size: 12 })
  })

  test('are found by their whole key alone', async () => {
    const location = s3Location('s3://bkt/one key+é')
    expect(await objects.find(location)).toMatchObject({ location, size: 13 })
    expect(await objects.find(s3Location('s3://bkt/one'))).toBe(undefined)
  })

  test('are read whole, or in part', async () => {
    const chunks = []
    for await (const chunk of await objects.open(s3Location('s3://bkt/one key+é'))) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('of one key+é')
    expect(Buffer.from(await objects.read(s3Location('s3://bkt/many/0007'), 3, 9)).toString()).toBe('many/0')
  })

  test.each([
    [
      'a missing key',
      () => objects.open(s3Location('s3://bkt/nope')),
      /^S3ServiceException:The specified key does not exist\.,Status 404,Error NoSuchKey,Rid \w+,ExtRid .*,CanRetry 0$/,
      'S3 key being read : s3://bkt/nope',
    ],
    [
      'a missing bucket',
      () => drained(objects.list(s3Location('s3://nope/x'))),
      /^S3ServiceException:The specified bucket does not exist,Status 404,Error NoSuchBucket,Rid /,
      'Listing bucket=nope prefix=x',
    ],
    [
      'bytes beyond the end',
      () => objects.read(s3Location('s3://bkt/many/0007'), 99, 107),
      /^S3ServiceException:.*,Status 416,Error InvalidRange,/,
      'S3 key being read : s3://bkt/many/0007',
    ],
  ])('%s is an error as Redshift words it', async (_, work, message, context) => {
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(failure).toBeInstanceOf(RedshiftError)
    expect(failure).toMatchObject({ code: 'XX000', message: expect.stringMatching(message) as string })
    const rule = '  -----------------------------------------------\n'
    expect((failure as RedshiftError).detail).toBe(
      `\n${rule}  error:  ${(failure as RedshiftError).message}\n  code:      8001\n  context:   ${context}\n` +
        `  query:     0\n  location:  s3_utility.cpp:0\n  process:   padbmaster [pid=0]\n${rule}`,
    )
  })

  test('of a server that is not there are an error', async () => {
    const gone = await startS3()
    await gone.stop()
    const unreachable = new S3CopyObjects({
      endpoint: gone.url,
      region: 'us-east-1',
      credentials,
      maxAttempts: 1,
    })
    await expect(unreachable.find(s3Location('s3://bkt/x'))).rejects.toThrow(
      /^Connection to S3 failed: .*,CanRetry 1$/,
    )
    unreachable.close()
  })
})

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const item of items) void item
}
