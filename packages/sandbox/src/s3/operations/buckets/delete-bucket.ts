import type { Operation } from '../operation.js'

export const deleteBucket: Operation = {
  name: 'DeleteBucket',
  method: 'DELETE',
  on: 'bucket',
  async run(request, { buckets }) {
    await buckets.delete(request.bucket)
    return { status: 204 }
  },
}
