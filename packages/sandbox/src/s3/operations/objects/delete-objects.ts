import { RequestBody } from '../../body/request-body.js'
import { writeCheck } from '../../objects/conditions.js'
import { S3Error } from '../../protocol/s3-error.js'
import { checkedKey } from '../../protocol/s3-request.js'
import type { XmlElements } from '../../protocol/xml.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { XmlElement } from '../../protocol/xml-body.js'
import { childrenOf, parseXml, textOf } from '../../protocol/xml-body.js'
import type { ObjectStore } from '../../store/object-store.js'
import type { Operation } from '../operation.js'

/** See DeleteObjects in the S3 API reference. */
const MOST_OBJECTS = 1000

export const deleteObjects: Operation = {
  name: 'DeleteObjects',
  method: 'POST',
  on: 'bucket',
  needs: ['delete'],
  async run(request, { buckets }) {
    const { store } = buckets.get(request.bucket)
    const body = new RequestBody(request)
    const text = await body.text()
    if (!body.checksum && !request.headers.has('content-md5')) {
      throw new S3Error('InvalidRequest', {
        message: 'Missing required header for this request: Content-MD5',
      })
    }
    const root = parseXml(text, 'Delete')
    const objects = childrenOf(root, 'Object')
    if (objects.length === 0 || objects.length > MOST_OBJECTS) throw new S3Error('MalformedXML')
    const quiet = textOf(root, 'Quiet') === 'true'
    const keys = objects.map((object) => keyOf(object))
    const Deleted: XmlElements[] = []
    const Error: XmlElements[] = []
    for (const [index, Key] of keys.entries()) {
      try {
        await remove(store, Key, objects[index] as XmlElement)
        if (!quiet) Deleted.push({ Key })
      } catch (error) {
        if (!(error instanceof S3Error)) throw error
        Error.push({ Key, Code: error.code, Message: error.message })
      }
    }
    return { body: xmlDocument('DeleteResult', { Deleted, Error }) }
  },
}

function keyOf(object: XmlElement): string {
  const key = textOf(object, 'Key')
  if (key === undefined || key === '') throw new S3Error('MalformedXML')
  return key
}

async function remove(store: ObjectStore, key: string, element: XmlElement): Promise<void> {
  const version = textOf(element, 'VersionId')
  if (version !== undefined && version !== '' && version !== 'null') throw new S3Error('NoSuchVersion')
  for (const name of ['LastModifiedTime', 'Size']) {
    if (textOf(element, name) === undefined) continue
    throw new S3Error('NotImplemented', { message: `DeleteObjects does not support "${name}" here.` })
  }
  const etag = textOf(element, 'ETag')
  const headers = new Map(etag === undefined ? [] : [['if-match', etag]])
  await store.delete(checkedKey(key), writeCheck({ headers, key }))
}
