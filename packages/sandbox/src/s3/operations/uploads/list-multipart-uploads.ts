import { keyEncoding } from '../../listings/listing-form.js'
import { storageClassOf } from '../../objects/storage-headers.js'
import { count } from '../../protocol/invalid-argument.js'
import { OWNER } from '../../protocol/owner.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { XmlElements } from '../../protocol/xml.js'
import { compareKeys } from '../../store/key-order.js'
import type { Upload } from '../../uploads/multipart-upload.js'
import type { Operation } from '../operation.js'

/** See ListMultipartUploads in the S3 API reference. */
const LARGEST_PAGE = 1000

export const listMultipartUploads: Operation = {
  name: 'ListMultipartUploads',
  method: 'GET',
  on: 'bucket',
  needs: ['uploads'],
  async run({ bucket, query }, { buckets, uploads }) {
    const prefix = query.get('prefix') ?? ''
    const delimiter = query.get('delimiter') ?? ''
    const keyMarker = query.get('key-marker') ?? ''
    const idMarker = query.get('upload-id-marker') ?? ''
    const encode = keyEncoding(query)
    const limit = Math.min(count(query, 'max-uploads', LARGEST_PAGE), LARGEST_PAGE)
    const all = uploads.list(buckets.get(bucket)).filter(({ key }) => key.startsWith(prefix))
    const remaining = rolledUp(all, prefix, delimiter).filter(isAfter(keyMarker, idMarker, all))
    const page = remaining.slice(0, limit)
    const isTruncated = remaining.length > page.length
    const last = isTruncated ? page.at(-1) : undefined
    const body = xmlDocument('ListMultipartUploadsResult', {
      Bucket: bucket,
      KeyMarker: encode(keyMarker),
      UploadIdMarker: idMarker,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: query.get('encoding-type') ?? undefined,
      NextKeyMarker: last && encode(last.name),
      NextUploadIdMarker: last?.upload?.id,
      MaxUploads: limit,
      IsTruncated: isTruncated,
      Upload: page.flatMap(({ upload }) => (upload ? [elementsOf(upload, encode)] : [])),
      CommonPrefixes: page.flatMap(({ name, upload }) => (upload ? [] : [{ Prefix: encode(name) }])),
    })
    return { body }
  },
}

/** An upload, or a common prefix of the keys of several. */
interface Entry {
  /** The key or the prefix. */
  readonly name: string
  readonly upload?: Upload
}

function rolledUp(uploads: readonly Upload[], prefix: string, delimiter: string): Entry[] {
  const entries: Entry[] = []
  for (const upload of uploads) {
    const cut = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length)
    const name = cut < 0 ? upload.key : upload.key.slice(0, cut + delimiter.length)
    if (cut < 0) entries.push({ name, upload })
    else if (entries.at(-1)?.name !== name) entries.push({ name })
  }
  return entries
}

/** Whether an entry comes after the markers, which name the last one of the page before. */
function isAfter(keyMarker: string, idMarker: string, all: readonly Upload[]): (entry: Entry) => boolean {
  const marked = all.findIndex(({ key, id }) => key === keyMarker && id === idMarker)
  return ({ name, upload }) =>
    keyMarker === '' ||
    compareKeys(name, keyMarker) > 0 ||
    (marked >= 0 && name === keyMarker && upload !== undefined && all.indexOf(upload) > marked)
}

function elementsOf(upload: Upload, encode: (text: string) => string): XmlElements {
  return {
    Key: encode(upload.key),
    UploadId: upload.id,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: storageClassOf(upload),
    Initiated: upload.started,
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
  }
}
