import { checksumElement, checksumHeader } from '../../body/checksum.js'
import { RequestBody } from '../../body/request-body.js'
import { writeCheck } from '../../objects/conditions.js'
import { quoted, unquoted } from '../../objects/object-headers.js'
import { encryptionHeaders } from '../../objects/storage-headers.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { S3Request } from '../../protocol/s3-request.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { XmlElement } from '../../protocol/xml-body.js'
import { childrenOf, parseXml, textOf } from '../../protocol/xml-body.js'
import type { StoredObject } from '../../store/object-store.js'
import type { NamedPart } from '../../uploads/assembly.js'
import { assemble, chosenParts } from '../../uploads/assembly.js'
import type { Upload } from '../../uploads/multipart-upload.js'
import type { Operation, Service } from '../operation.js'
import { uploadOf } from './upload-request.js'

export const completeMultipartUpload: Operation = {
  name: 'CompleteMultipartUpload',
  method: 'POST',
  on: 'object',
  needs: ['uploadId'],
  accepts: ['if-match', 'if-none-match'],
  async run(request, service) {
    const object = completedBefore(request, service) ?? (await complete(request, service))
    const { checksum } = object
    const body = xmlDocument('CompleteMultipartUploadResult', {
      Location: `http://${request.headers.get('host')}/${request.bucket}/${encodeURIComponent(request.key)}`,
      Bucket: request.bucket,
      Key: request.key,
      ETag: quoted(object.etag),
      ...(checksum && { [checksumElement(checksum.algorithm)]: checksum.value, ChecksumType: checksum.type }),
    })
    return { headers: encryptionHeaders(object.headers), body }
  },
}

/** A client that got no response may complete an upload again; conditions would no longer hold. */
function completedBefore({ bucket, key, query }: S3Request, service: Service): StoredObject | undefined {
  return service.uploads.completed(query.get('uploadId') ?? '', service.buckets.get(bucket), key)
}

async function complete(request: S3Request, service: Service): Promise<StoredObject> {
  const upload = uploadOf(request, service)
  const check = writeCheck(request)
  const expected = expectedChecksum(request, upload)
  const named = namedParts(await textOfBody(request), upload)
  return service.uploads.complete(upload, async () => {
    const parts = chosenParts(upload, named)
    checkSize(
      request,
      parts.reduce((sum, { draft }) => sum + draft.size, 0),
    )
    return assemble(upload, parts, expected, check)
  })
}

/** The body, whose checksum the request does not carry: a checksum header is about the object. */
function textOfBody(request: S3Request): Promise<string> {
  const headers = new Map([...request.headers].filter(([name]) => !name.startsWith('x-amz-checksum-')))
  return new RequestBody({ ...request, headers }).text()
}

function namedParts(text: string, upload: Upload): NamedPart[] {
  const parts = childrenOf(parseXml(text, 'CompleteMultipartUpload'), 'Part')
  if (parts.length === 0) throw new S3Error('MalformedXML')
  return parts.map((part) => namedPart(part, upload))
}

function namedPart(part: XmlElement, upload: Upload): NamedPart {
  const number = textOf(part, 'PartNumber')
  const etag = textOf(part, 'ETag')
  if (number === undefined || etag === undefined || !/^\d+$/.test(number)) throw new S3Error('MalformedXML')
  const checksum = upload.checksum && textOf(part, checksumElement(upload.checksum.algorithm))
  return { number: Number(number), etag: unquoted(etag), checksum }
}

function expectedChecksum({ headers }: S3Request, upload: Upload): string | undefined {
  const type = headers.get('x-amz-checksum-type')
  if (type !== undefined && type !== upload.checksum?.type) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created with the ${upload.checksum?.type ?? 'null'} checksum type, not ${type}.`,
    })
  }
  const known = upload.checksum && checksumHeader(upload.checksum.algorithm)
  const given = [...headers.keys()].filter(
    (name) => name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-type',
  )
  const other = given.find((name) => name !== known)
  if (other === undefined) return known && headers.get(known)
  throw new S3Error('InvalidRequest', { message: `The upload was not created for the checksum in ${other}.` })
}

function checkSize({ headers }: S3Request, size: number): void {
  const stated = headers.get('x-amz-mp-object-size')
  if (stated === undefined || Number(stated) === size) return
  throw new S3Error('InvalidRequest', {
    message: `The object size in x-amz-mp-object-size, ${stated}, does not match the size of the parts, ${size}.`,
  })
}
