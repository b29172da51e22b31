import { RequestBody } from '../../body/request-body.js'
import { MOST_TAGS, tagsDocument, tagsIn } from '../../objects/tags.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { Operation } from '../operation.js'

export const getBucketTagging: Operation = {
  name: 'GetBucketTagging',
  method: 'GET',
  on: 'bucket',
  needs: ['tagging'],
  async run({ bucket }, { buckets }) {
    const { tags } = buckets.get(bucket)
    if (tags === undefined) throw new S3Error('NoSuchTagSet', { details: { BucketName: bucket } })
    return { body: tagsDocument(tags) }
  },
}

export const putBucketTagging: Operation = {
  name: 'PutBucketTagging',
  method: 'PUT',
  on: 'bucket',
  needs: ['tagging'],
  async run(request, { buckets }) {
    await buckets.tag(request.bucket, tagsIn(await new RequestBody(request).text(), MOST_TAGS.bucket))
    return { status: 204 }
  },
}

export const deleteBucketTagging: Operation = {
  name: 'DeleteBucketTagging',
  method: 'DELETE',
  on: 'bucket',
  needs: ['tagging'],
  async run({ bucket }, { buckets }) {
    await buckets.tag(bucket, undefined)
    return { status: 204 }
  },
}
