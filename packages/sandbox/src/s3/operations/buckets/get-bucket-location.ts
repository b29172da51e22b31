import { DEFAULT_REGION } from '../../buckets/bucket.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Operation } from '../operation.js'

export const getBucketLocation: Operation = {
  name: 'GetBucketLocation',
  method: 'GET',
  on: 'bucket',
  needs: ['location'],
  async run(request, { buckets }) {
    const { region } = buckets.get(request.bucket)
    // The oldest region has an empty name here.
    return { body: xmlDocument('LocationConstraint', region === DEFAULT_REGION ? '' : region) }
  },
}
