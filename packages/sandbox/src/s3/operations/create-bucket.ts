import { defaultRegion } from '../bucket.js'
import type { Operation } from '../operation.js'
import { RequestBody } from '../request-body.js'
import { parseXml, textOf } from '../xml-body.js'

export const createBucket: Operation = {
  name: 'CreateBucket',
  method: 'PUT',
  on: 'bucket',
  accepts: [
    'x-amz-checksum-*',
    'x-amz-sdk-checksum-algorithm',
    'x-amz-trailer',
    'x-amz-decoded-content-length',
  ],
  async run(request, { buckets }) {
    const text = await new RequestBody(request).text()
    const region =
      text === '' ? undefined : textOf(parseXml(text, 'CreateBucketConfiguration'), 'LocationConstraint')
    await buckets.create(request.bucket, region || defaultRegion)
    return { headers: { location: `/${request.bucket}` } }
  },
}
