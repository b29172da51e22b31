import type { Checksum, ChecksumAlgorithm } from '../../body/checksum.js'
import { checksumAlgorithm } from '../../body/checksum.js'
import { notImplemented } from '../../objects/conditions.js'
import { givenHeaders } from '../../objects/object-headers.js'
import { encryptionHeaders, storageHeaders } from '../../objects/storage-headers.js'
import { givenTags } from '../../objects/tags.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { S3Request } from '../../protocol/s3-request.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { ChecksumPlan } from '../../uploads/multipart-upload.js'
import type { Operation } from '../operation.js'

export const createMultipartUpload: Operation = {
  name: 'CreateMultipartUpload',
  method: 'POST',
  on: 'object',
  needs: ['uploads'],
  async run(request, { buckets, uploads }) {
    const bucket = buckets.get(request.bucket)
    const checksum = checksumPlan(request)
    const given = { ...givenHeaders(request), ...storageHeaders(request) }
    const tags = givenTags(request)
    const upload = uploads.create({ bucket, key: request.key, headers: given, checksum, tags })
    const headers: Record<string, string> = {
      ...encryptionHeaders(given),
      ...(checksum && {
        'x-amz-checksum-algorithm': checksum.algorithm,
        'x-amz-checksum-type': checksum.type,
      }),
    }
    const result = { Bucket: bucket.name, Key: upload.key, UploadId: upload.id }
    return { headers, body: xmlDocument('InitiateMultipartUploadResult', result) }
  },
}

/** The types that a checksum may have by its algorithm, the usual one first. See "Checking object integrity". */
const TYPES: Readonly<Record<ChecksumAlgorithm, readonly Checksum['type'][]>> = {
  CRC32: ['COMPOSITE', 'FULL_OBJECT'],
  CRC32C: ['COMPOSITE', 'FULL_OBJECT'],
  CRC64NVME: ['FULL_OBJECT'],
  SHA1: ['COMPOSITE'],
  SHA256: ['COMPOSITE'],
}

function checksumPlan({ headers }: S3Request): ChecksumPlan | undefined {
  const name = headers.get('x-amz-checksum-algorithm')
  const wanted = headers.get('x-amz-checksum-type')
  if (name === undefined) {
    if (wanted === undefined) return undefined
    throw new S3Error('InvalidRequest', {
      message: 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    })
  }
  const algorithm = checksumAlgorithm(name)
  if (!algorithm) throw notImplemented('x-amz-checksum-algorithm', name)
  const type = TYPES[algorithm].find((candidate) => wanted === undefined || candidate === wanted)
  if (type) return { algorithm, type }
  throw new S3Error('InvalidRequest', {
    message: `The ${wanted} checksum type cannot be used with the ${name.toLowerCase()} checksum algorithm.`,
  })
}
