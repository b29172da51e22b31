import type { Checksum } from '../../body/checksum.js'
import { checksumHeader } from '../../body/checksum.js'
import { RequestBody } from '../../body/request-body.js'
import { quoted } from '../../objects/object-headers.js'
import { encryptionHeaders } from '../../objects/storage-headers.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { Upload } from '../../uploads/multipart-upload.js'
import type { Operation } from '../operation.js'
import { partNumberOf, uploadOf } from './upload-request.js'

export const uploadPart: Operation = {
  name: 'UploadPart',
  method: 'PUT',
  on: 'object',
  needs: ['partNumber', 'uploadId'],
  async run(request, service) {
    const upload = uploadOf(request, service)
    const number = partNumberOf(request)
    const body = new RequestBody(request)
    const draft = await upload.bucket.store.draft(body)
    const { checksum } = body
    try {
      checkAlgorithm(upload, checksum)
      await service.uploads.addPart(upload, { number, draft, modified: new Date(), checksum })
    } catch (error) {
      await draft.discard()
      throw error
    }
    const checked = checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }
    return { headers: { etag: quoted(draft.md5), ...encryptionHeaders(upload.headers), ...checked } }
  },
}

function checkAlgorithm(upload: Upload, checksum: Checksum | undefined): void {
  const expected = upload.checksum?.algorithm
  if (expected === undefined || expected === checksum?.algorithm) return
  const actual = checksum?.algorithm.toLowerCase() ?? 'null'
  throw new S3Error('InvalidRequest', {
    message:
      `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, ` +
      `actual checksum Type: ${actual}`,
  })
}
