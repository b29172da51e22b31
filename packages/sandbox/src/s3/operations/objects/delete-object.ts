import { writeCheck } from '../../objects/conditions.js'
import type { Operation } from '../operation.js'

export const deleteObject: Operation = {
  name: 'DeleteObject',
  method: 'DELETE',
  on: 'object',
  accepts: ['if-match'],
  async run(request, { buckets }) {
    await buckets.get(request.bucket).store.delete(request.key, writeCheck(request))
    return { status: 204 }
  },
}
