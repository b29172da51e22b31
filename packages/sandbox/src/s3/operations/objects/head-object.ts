import { READ_ACCEPTS, readReply } from '../../objects/read-reply.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { Operation } from '../operation.js'

export const headObject: Operation = {
  name: 'HeadObject',
  method: 'HEAD',
  on: 'object',
  accepts: READ_ACCEPTS,
  async run(request, { buckets }) {
    const object = await buckets.get(request.bucket).store.head(request.key)
    if (!object) throw new S3Error('NoSuchKey')
    const { status = 200, headers = {} } = readReply(request, object)
    return { status, headers }
  },
}
