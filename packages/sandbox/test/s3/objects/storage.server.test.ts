import { describe, expect, it } from 'vitest'
import { kinds, useBucket } from '../fixture.js'

describe.each(kinds)('how an object is stored in a bucket of kind %s', (kind) => {
  const fixture = useBucket(kind)

  it('is returned as it was asked for', async () => {
    const { s3, bucket: Bucket } = fixture
    const asked = {
      StorageClass: 'STANDARD_IA',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'alias/mine',
      WebsiteRedirectLocation: '/elsewhere',
    } as const
    const { ServerSideEncryption, SSEKMSKeyId } = asked
    const put = await s3.putObject({ Bucket, Key: 'asked', Body: 'x', ...asked })
    expect(put).toMatchObject({ ServerSideEncryption, SSEKMSKeyId })
    expect(await s3.headObject({ Bucket, Key: 'asked' })).toMatchObject(asked)
    const { Contents } = await s3.listObjectsV2({ Bucket, Prefix: 'asked' })
    expect(Contents).toMatchObject([{ StorageClass: 'STANDARD_IA' }])
  })

  it('is what each part of an upload says', async () => {
    const { s3, bucket: Bucket } = fixture
    const place = { Bucket, Key: 'parts' }
    await s3.putObject({ Bucket, Key: 'source', Body: 'x' })
    const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/mine' } as const
    const { UploadId } = await s3.createMultipartUpload({ ...place, ...asked })
    expect(await s3.uploadPart({ ...place, UploadId, PartNumber: 1, Body: 'x' })).toMatchObject(asked)
    const CopySource = `${Bucket}/source`
    expect(await s3.uploadPartCopy({ ...place, UploadId, PartNumber: 2, CopySource })).toMatchObject(asked)
    await s3.abortMultipartUpload({ ...place, UploadId })
  })

  it('is what S3 does, if nothing is asked for', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'plain', Body: 'x', StorageClass: 'STANDARD' })
    const head = await s3.headObject({ Bucket, Key: 'plain' })
    expect(head.ServerSideEncryption).toBe('AES256')
    expect(head.StorageClass).toBeUndefined()
  })

  it('is not taken over by a copy, which may change it in place', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'cold', Body: 'x', StorageClass: 'GLACIER_IR', Metadata: { a: '1' } })
    const CopySource = `${Bucket}/cold`
    await s3.copyObject({ Bucket, Key: 'warm', CopySource })
    expect((await s3.headObject({ Bucket, Key: 'warm' })).StorageClass).toBeUndefined()
    await s3.copyObject({ Bucket, Key: 'cold', CopySource, StorageClass: 'ONEZONE_IA' })
    expect(await s3.headObject({ Bucket, Key: 'cold' })).toMatchObject({
      StorageClass: 'ONEZONE_IA',
      Metadata: { a: '1' },
    })
  })

  it('keeps what is archived from being read', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'archived', Body: 'x', StorageClass: 'GLACIER' })
    const refused = { name: 'InvalidObjectState' }
    await expect(s3.getObject({ Bucket, Key: 'archived' })).rejects.toMatchObject(refused)
    const CopySource = `${Bucket}/archived`
    await expect(s3.copyObject({ Bucket, Key: 'copy', CopySource })).rejects.toMatchObject(refused)
    expect((await s3.headObject({ Bucket, Key: 'archived' })).StorageClass).toBe('GLACIER')
  })

  it('keeps an ACL that gives the owner all, and no other', async () => {
    const { s3, bucket: Bucket } = fixture
    await s3.putObject({ Bucket, Key: 'owned', Body: 'x', ACL: 'bucket-owner-full-control' })
    const { Owner, Grants } = await s3.getObjectAcl({ Bucket, Key: 'owned' })
    expect(Grants).toMatchObject([
      { Grantee: { Type: 'CanonicalUser', ID: Owner?.ID }, Permission: 'FULL_CONTROL' },
    ])
    const grantee = (ID: string) => ({ Grantee: { Type: 'CanonicalUser' as const, ID } })
    const give = (ID: string) => ({
      Owner,
      Grants: [{ ...grantee(ID), Permission: 'FULL_CONTROL' as const }],
    })
    await s3.putObjectAcl({ Bucket, Key: 'owned', AccessControlPolicy: give(Owner?.ID ?? '') })
    await s3.putBucketAcl({ Bucket, ACL: 'private' })
    await expect(
      s3.putObjectAcl({ Bucket, Key: 'owned', AccessControlPolicy: give('somebody') }),
    ).rejects.toMatchObject({ name: 'AccessControlListNotSupported' })
  })

  it('keeps content encodings and metadata as they were written', async () => {
    const { s3, bucket: Bucket, server } = fixture
    await s3.putObject({ Bucket, Key: 'encoded', Body: 'x', ContentEncoding: 'deflate, gzip' })
    expect((await s3.headObject({ Bucket, Key: 'encoded' })).ContentEncoding).toBe('deflate, gzip')
    await s3.putObject({ Bucket, Key: 'said', Body: 'x', ContentEncoding: 'aws-chunked, br' })
    expect((await s3.headObject({ Bucket, Key: 'said' })).ContentEncoding).toBe('br')
    const headers = { 'x-amz-meta-name': Buffer.from('Köln').toString('latin1') }
    await fetch(`${server.url}/${Bucket}/city`, { method: 'PUT', body: 'x', headers })
    const { headers: got } = await fetch(`${server.url}/${Bucket}/city`)
    // S3 takes each byte for a character, and so encodes UTF-8 once more: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
    expect(got.get('x-amz-meta-name')).toBe(
      `=?UTF-8?B?${Buffer.from(headers['x-amz-meta-name']).toString('base64')}?=`,
    )
  })
})
