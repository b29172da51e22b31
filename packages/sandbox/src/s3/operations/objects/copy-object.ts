import { writeCheck } from '../../objects/conditions.js'
import { copySource, COPY_SOURCE_ACCEPTS, openSource } from '../../objects/copy-source.js'
import { givenHeaders, quoted } from '../../objects/object-headers.js'
import type { Operation } from '../../operation.js'
import { S3Error } from '../../s3-error.js'
import { xmlDocument } from '../../xml.js'

export const copyObject: Operation = {
  name: 'CopyObject',
  method: 'PUT',
  on: 'object',
  needs: ['x-amz-copy-source'],
  accepts: [...COPY_SOURCE_ACCEPTS, 'if-match', 'if-none-match', 'x-amz-meta-*', 'x-amz-metadata-directive'],
  async run(request, { buckets }) {
    const { store } = buckets.get(request.bucket)
    const source = copySource(request)
    const check = writeCheck(request)
    const directive = request.headers.get('x-amz-metadata-directive') ?? 'COPY'
    if (directive !== 'COPY' && directive !== 'REPLACE') {
      throw new S3Error('InvalidArgument', { message: 'Unknown metadata directive.' })
    }
    if (directive === 'COPY' && source.bucket === request.bucket && source.key === request.key) {
      throw new S3Error('InvalidRequest', {
        message:
          'This copy request is illegal because it is trying to copy an object to itself without changing ' +
          "the object's metadata, storage class, website redirect location or encryption attributes.",
      })
    }
    const given = directive === 'REPLACE' ? givenHeaders(request) : undefined
    const object = await openSource(request, source, buckets)
    const headers = given ?? object.headers
    // A composite checksum is over parts that the copy no longer has.
    const checksum = object.checksum?.type === 'FULL_OBJECT' ? object.checksum : undefined
    const draft = await store.draft(object.read())
    try {
      const copy = await store.commit(request.key, draft, { etag: draft.md5, headers, checksum }, check)
      const result = { LastModified: copy.modified, ETag: quoted(copy.etag) }
      return { body: xmlDocument('CopyObjectResult', result) }
    } finally {
      await draft.discard()
    }
  },
}
