import { checksumElement } from '../../body/checksum.js'
import { quoted } from '../../objects/object-headers.js'
import { storageClassOf } from '../../objects/storage-headers.js'
import { count } from '../../protocol/invalid-argument.js'
import { OWNER } from '../../protocol/owner.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Operation } from '../operation.js'
import { uploadOf } from './upload-request.js'

/** See ListParts in the S3 API reference. */
const LARGEST_PAGE = 1000

export const listParts: Operation = {
  name: 'ListParts',
  method: 'GET',
  on: 'object',
  needs: ['uploadId'],
  async run(request, service) {
    const upload = uploadOf(request, service)
    const marker = count(request.query, 'part-number-marker', 0)
    const limit = Math.min(count(request.query, 'max-parts', LARGEST_PAGE), LARGEST_PAGE)
    const remaining = [...upload.parts.values()]
      .filter(({ number }) => number > marker)
      .toSorted((a, b) => a.number - b.number)
    const page = remaining.slice(0, limit)
    const body = xmlDocument('ListPartsResult', {
      Bucket: request.bucket,
      Key: request.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.number ?? marker,
      MaxParts: limit,
      IsTruncated: remaining.length > page.length,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: storageClassOf(upload),
      Part: page.map(({ number, modified, draft, checksum }) => ({
        PartNumber: number,
        LastModified: modified,
        ETag: quoted(draft.md5),
        Size: draft.size,
        ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value }),
      })),
    })
    return { body }
  },
}
