import { count } from '../../invalid-argument.js'
import type { Upload } from '../../uploads/multipart-upload.js'
import type { Operation } from '../../operation.js'
import { OWNER } from '../../owner.js'
import { compareKeys } from '../../store/key-order.js'
import { xmlDocument } from '../../xml.js'

/** See ListMultipartUploads in the S3 API reference. */
const LARGEST_PAGE = 1000

export const listMultipartUploads: Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  needs: ['uploads'],
  accepts: ['key-marker', 'max-uploads', 'prefix', 'upload-id-marker'],
  async run({ bucket, query }, { buckets, uploads }) {
    const prefix = query.get('prefix') ?? ''
    const keyMarker = query.get('key-marker') ?? ''
    const idMarker = query.get('upload-id-marker') ?? ''
    const limit = Math.min(count(query, 'max-uploads', LARGEST_PAGE), LARGEST_PAGE)
    const all = uploads.list(buckets.get(bucket)).filter(({ key }) => key.startsWith(prefix))
    const behind = all.slice(startOf(all, keyMarker, idMarker))
    const page = behind.slice(0, limit)
    const isTruncated = behind.length > page.length
    const body = xmlDocument('ListMultipartUploadsResult', {
      Bucket: bucket,
      KeyMarker: keyMarker,
      UploadIdMarker: idMarker,
      Prefix: prefix,
      NextKeyMarker: isTruncated ? page.at(-1)?.key : undefined,
      NextUploadIdMarker: isTruncated ? page.at(-1)?.id : undefined,
      MaxUploads: limit,
      IsTruncated: isTruncated,
      Upload: page.map((upload) => ({
        Key: upload.key,
        UploadId: upload.id,
        Initiator: OWNER,
        Owner: OWNER,
        StorageClass: 'STANDARD',
        Initiated: upload.started,
        ChecksumAlgorithm: upload.checksum?.algorithm,
        ChecksumType: upload.checksum?.type,
      })),
    })
    return { body }
  },
}

function startOf(all: readonly Upload[], keyMarker: string, idMarker: string): number {
  if (keyMarker === '') return 0
  const marked = all.findIndex(({ key, id }) => key === keyMarker && id === idMarker)
  if (marked >= 0) return marked + 1
  const next = all.findIndex(({ key }) => compareKeys(key, keyMarker) > 0)
  return next < 0 ? all.length : next
}
