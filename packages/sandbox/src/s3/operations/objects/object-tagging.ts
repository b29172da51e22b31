import { RequestBody } from '../../body/request-body.js'
import { MOST_TAGS, tagsDocument, tagsIn } from '../../objects/tags.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { Operation } from '../operation.js'

export const getObjectTagging: Operation = {
  name: 'GetObjectTagging',
  method: 'GET',
  on: 'object',
  needs: ['tagging'],
  async run({ bucket, key }, { buckets }) {
    const object = await buckets.get(bucket).store.head(key)
    if (!object) throw noSuchKey(key)
    return { body: tagsDocument(object.tags ?? {}) }
  },
}

export const putObjectTagging: Operation = {
  name: 'PutObjectTagging',
  method: 'PUT',
  on: 'object',
  needs: ['tagging'],
  async run(request, { buckets }) {
    const { store } = buckets.get(request.bucket)
    const tags = tagsIn(await new RequestBody(request).text(), MOST_TAGS.object)
    if (!(await store.tag(request.key, tags))) throw noSuchKey(request.key)
    return {}
  },
}

export const deleteObjectTagging: Operation = {
  name: 'DeleteObjectTagging',
  method: 'DELETE',
  on: 'object',
  needs: ['tagging'],
  async run({ bucket, key }, { buckets }) {
    if (!(await buckets.get(bucket).store.tag(key, {}))) throw noSuchKey(key)
    return { status: 204 }
  },
}

function noSuchKey(key: string): S3Error {
  return new S3Error('NoSuchKey', { details: { Key: key } })
}
