import type { Checksum } from '../../body/checksum.js'
import { checksumElement, digesting, digestOf } from '../../body/checksum.js'
import type { ByteRange } from '../../objects/byte-range.js'
import { copySource, COPY_SOURCE_ACCEPTS, openSource } from '../../objects/copy-source.js'
import { quoted } from '../../objects/object-headers.js'
import { encryptionHeaders } from '../../objects/storage-headers.js'
import { invalid } from '../../protocol/invalid-argument.js'
import type { S3Request } from '../../protocol/s3-request.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { OpenObject } from '../../store/object-store.js'
import type { Operation } from '../operation.js'
import { partNumberOf, uploadOf } from './upload-request.js'

export const uploadPartCopy: Operation = {
  name: 'UploadPartCopy',
  method: 'PUT',
  on: 'object',
  needs: ['partNumber', 'uploadId', 'x-amz-copy-source'],
  accepts: [...COPY_SOURCE_ACCEPTS, 'x-amz-copy-source-range'],
  async run(request, service) {
    const upload = uploadOf(request, service)
    const number = partNumberOf(request)
    const object = await openSource(request, copySource(request), service.buckets)
    const algorithm = upload.checksum?.algorithm
    const digest = algorithm && digestOf(algorithm)
    const draft = await upload.bucket.store.draft(
      digesting(object.read(await rangeOf(request, object)), digest),
    )
    const modified = new Date()
    const checksum: Checksum | undefined = algorithm &&
      digest && { algorithm, value: digest.digest().toString('base64'), type: 'FULL_OBJECT' }
    try {
      await service.uploads.addPart(upload, { number, draft, modified, checksum })
    } catch (error) {
      await draft.discard()
      throw error
    }
    const body = xmlDocument('CopyPartResult', {
      LastModified: modified,
      ETag: quoted(draft.md5),
      ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
    })
    return { headers: encryptionHeaders(upload.headers), body }
  },
}

/** The part of `object` to copy, which closes it if S3 refuses the request. */
async function rangeOf({ headers }: S3Request, object: OpenObject): Promise<ByteRange | undefined> {
  const name = 'x-amz-copy-source-range'
  const text = headers.get(name)
  if (text === undefined) return undefined
  const [first, last] = (/^bytes=(\d+)-(\d+)$/.exec(text) ?? []).slice(1).map(Number)
  if (first !== undefined && last !== undefined && first <= last && last < object.size) {
    return { start: first, end: last }
  }
  await object.close()
  throw invalid(name, text, `Range specified is not valid for source object of size: ${object.size}`)
}
