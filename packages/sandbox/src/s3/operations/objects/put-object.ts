import { checksumHeaders } from '../../body/checksum.js'
import { RequestBody } from '../../body/request-body.js'
import { writeCheck } from '../../objects/conditions.js'
import { givenHeaders, quoted } from '../../objects/object-headers.js'
import { encryptionHeaders, storageHeaders } from '../../objects/storage-headers.js'
import { givenTags } from '../../objects/tags.js'
import type { Operation } from '../operation.js'

export const putObject: Operation = {
  name: 'PutObject',
  method: 'PUT',
  on: 'object',
  accepts: ['if-match', 'if-none-match'],
  async run(request, { buckets }) {
    const { store } = buckets.get(request.bucket)
    const headers = { ...givenHeaders(request), ...storageHeaders(request) }
    const tags = givenTags(request)
    const check = writeCheck(request)
    const body = new RequestBody(request)
    const draft = await store.draft(body)
    const { checksum } = body
    try {
      await store.commit(request.key, draft, { etag: draft.md5, headers, tags, checksum }, check)
    } finally {
      await draft.discard()
    }
    return {
      headers: {
        etag: quoted(draft.md5),
        ...encryptionHeaders(headers),
        ...(checksum && checksumHeaders(checksum)),
      },
    }
  },
}
