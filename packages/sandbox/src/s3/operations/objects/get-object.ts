import { READ_ACCEPTS, readReply } from '../../objects/read-reply.js'
import { checkReadable } from '../../objects/storage-headers.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { Operation } from '../operation.js'

export const getObject: Operation = {
  name: 'GetObject',
  method: 'GET',
  on: 'object',
  accepts: READ_ACCEPTS,
  async run(request, { buckets }) {
    const object = await buckets.get(request.bucket).store.open(request.key)
    if (!object) throw new S3Error('NoSuchKey', { details: { Key: request.key } })
    try {
      checkReadable(object)
      const { range, ...reply } = readReply(request, object)
      return { ...reply, body: object.read(range) }
    } catch (error) {
      await object.close()
      throw error
    }
  },
}
