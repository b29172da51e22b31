import { checksumElement } from '../../body/checksum.js'
import { checkRead } from '../../objects/conditions.js'
import { storageClassOf } from '../../objects/storage-headers.js'
import { invalid } from '../../protocol/invalid-argument.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { S3Request } from '../../protocol/s3-request.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { XmlElements } from '../../protocol/xml.js'
import type { StoredObject } from '../../store/object-store.js'
import type { Operation } from '../operation.js'

/** What may be asked for. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']

/** The most parts of a page. */
const LARGEST_PAGE = 1000

export const getObjectAttributes: Operation = {
  name: 'GetObjectAttributes',
  method: 'GET',
  on: 'object',
  needs: ['attributes'],
  accepts: ['if-match', 'if-modified-since', 'if-none-match', 'if-unmodified-since'],
  async run(request, { buckets }) {
    const object = await buckets.get(request.bucket).store.head(request.key)
    if (!object) throw new S3Error('NoSuchKey', { details: { Key: request.key } })
    checkRead(request, object)
    const wanted = wantedAttributes(request)
    const known: XmlElements = {
      ETag: object.etag,
      Checksum: checksumElements(object),
      ObjectParts: partElements(request, object),
      StorageClass: storageClassOf(object),
      ObjectSize: object.size,
    }
    const content = Object.fromEntries(Object.entries(known).filter(([name]) => wanted.includes(name)))
    return {
      headers: { 'last-modified': object.modified.toUTCString() },
      body: xmlDocument('GetObjectAttributesResponse', content),
    }
  },
}

function wantedAttributes({ headers }: S3Request): string[] {
  const name = 'x-amz-object-attributes'
  const text = headers.get(name) ?? ''
  const wanted = text.split(',').map((attribute) => attribute.trim())
  if (wanted.every((attribute) => ATTRIBUTES.includes(attribute))) return wanted
  throw invalid(name, text, 'Invalid attribute name specified.')
}

function checksumElements({ checksum }: StoredObject): XmlElements | undefined {
  if (!checksum) return undefined
  const { algorithm, value, type } = checksum
  return { [checksumElement(algorithm)]: value.replace(/-\d+$/, ''), ChecksumType: type }
}

/** The parts; S3 names each one only if they have checksums of their own. */
function partElements({ headers }: S3Request, { parts, checksum }: StoredObject): XmlElements | undefined {
  if (!parts) return undefined
  const marker = number(headers, 'x-amz-part-number-marker', 0)
  const limit = Math.min(number(headers, 'x-amz-max-parts', LARGEST_PAGE), LARGEST_PAGE)
  const page = parts.slice(marker, marker + limit).map(({ size, checksum: value }, index) => ({
    PartNumber: marker + index + 1,
    Size: size,
    ...(checksum && value !== undefined && { [checksumElement(checksum.algorithm)]: value }),
  }))
  return {
    PartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: marker + page.length,
    MaxParts: limit,
    IsTruncated: marker + page.length < parts.length,
    Part: checksum?.type === 'COMPOSITE' ? page : [],
  }
}

function number(headers: S3Request['headers'], name: string, otherwise: number): number {
  const text = headers.get(name) ?? String(otherwise)
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw invalid(name, text, `Provided ${name} not an integer or within integer range`)
}
