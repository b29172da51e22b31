import type { Operation } from '../operation.js'

export const headBucket: Operation = {
  name: 'HeadBucket',
  method: 'HEAD',
  on: 'bucket',
  async run(request, { buckets }) {
    const { region } = buckets.get(request.bucket)
    return { headers: { 'x-amz-bucket-region': region, 'content-type': 'application/xml' } }
  },
}
