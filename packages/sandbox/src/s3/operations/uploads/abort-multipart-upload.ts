import type { Operation } from '../operation.js'
import { uploadOf } from './upload-request.js'

export const abortMultipartUpload: Operation = {
  name: 'AbortMultipartUpload',
  method: 'DELETE',
  on: 'object',
  needs: ['uploadId'],
  async run(request, service) {
    await service.uploads.abort(uploadOf(request, service))
    return { status: 204 }
  },
}
