import { RequestBody } from '../../body/request-body.js'
import { DEFAULT_REGION } from '../../buckets/bucket.js'
import { S3Error } from '../../protocol/s3-error.js'
import { childrenOf, parseXml, textOf } from '../../protocol/xml-body.js'
import type { Operation } from '../operation.js'

export const createBucket: Operation = {
  name: 'CreateBucket',
  method: 'PUT',
  on: 'bucket',
  async run(request, { buckets }) {
    const text = await new RequestBody(request).text()
    await buckets.create(request.bucket, (text && regionOf(text)) || DEFAULT_REGION)
    return { headers: { location: `/${request.bucket}` } }
  },
}

function regionOf(text: string): string | undefined {
  const configuration = parseXml(text, 'CreateBucketConfiguration')
  for (const name of ['Bucket', 'Location', 'Tags']) {
    if (childrenOf(configuration, name).length === 0) continue
    throw new S3Error('NotImplemented', { message: `CreateBucket does not support "${name}" here.` })
  }
  return textOf(configuration, 'LocationConstraint')
}
