import { writeCheck } from '../../objects/conditions.js'
import { copySource, COPY_SOURCE_ACCEPTS, openSource } from '../../objects/copy-source.js'
import { givenHeaders, quoted } from '../../objects/object-headers.js'
import { copiedHeaders, encryptionHeaders, STORAGE, storageHeaders } from '../../objects/storage-headers.js'
import { givenTags } from '../../objects/tags.js'
import { invalid } from '../../protocol/invalid-argument.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { S3Request } from '../../protocol/s3-request.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Operation } from '../operation.js'

export const copyObject: Operation = {
  name: 'CopyObject',
  method: 'PUT',
  on: 'object',
  needs: ['x-amz-copy-source'],
  accepts: [...COPY_SOURCE_ACCEPTS, 'if-match', 'if-none-match'],
  async run(request, { buckets }) {
    const { store } = buckets.get(request.bucket)
    const source = copySource(request)
    const check = writeCheck(request)
    const storage = storageHeaders(request)
    const replacesHeaders = directive(request, 'x-amz-metadata-directive') === 'REPLACE'
    const replacesTags = directive(request, 'x-amz-tagging-directive') === 'REPLACE'
    const changes = replacesHeaders || STORAGE.some((name) => request.headers.has(name))
    if (!changes && source.bucket === request.bucket && source.key === request.key) {
      throw new S3Error('InvalidRequest', {
        message:
          'This copy request is illegal because it is trying to copy an object to itself without changing ' +
          "the object's metadata, storage class, website redirect location or encryption attributes.",
      })
    }
    const given = replacesHeaders ? givenHeaders(request) : undefined
    const givenToo = replacesTags ? { tags: givenTags(request) } : undefined
    const object = await openSource(request, source, buckets)
    const headers = { ...(given ?? copiedHeaders(object)), ...storage }
    const { tags } = givenToo ?? object
    // A composite checksum is over parts that the copy no longer has.
    const checksum = object.checksum?.type === 'FULL_OBJECT' ? object.checksum : undefined
    const draft = await store.draft(object.read())
    try {
      const copy = await store.commit(request.key, draft, { etag: draft.md5, headers, tags, checksum }, check)
      const result = { LastModified: copy.modified, ETag: quoted(copy.etag) }
      return { headers: encryptionHeaders(headers), body: xmlDocument('CopyObjectResult', result) }
    } finally {
      await draft.discard()
    }
  },
}

/** Whether the copy takes something from its source, or from the request. */
function directive({ headers }: S3Request, name: string): string {
  const value = headers.get(name) ?? 'COPY'
  if (value === 'COPY' || value === 'REPLACE') return value
  throw invalid(
    name,
    value,
    name === 'x-amz-metadata-directive' ? 'Unknown metadata directive.' : 'Unknown tagging directive.',
  )
}
