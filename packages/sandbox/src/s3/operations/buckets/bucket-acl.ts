import { RequestBody } from '../../body/request-body.js'
import { aclDocument, checkAcl } from '../../objects/acl.js'
import type { Operation } from '../operation.js'

export const getBucketAcl: Operation = {
  name: 'GetBucketAcl',
  method: 'GET',
  on: 'bucket',
  needs: ['acl'],
  async run({ bucket }, { buckets }) {
    buckets.get(bucket)
    return { body: aclDocument() }
  },
}

export const putBucketAcl: Operation = {
  name: 'PutBucketAcl',
  method: 'PUT',
  on: 'bucket',
  needs: ['acl'],
  async run(request, { buckets }) {
    buckets.get(request.bucket)
    checkAcl(await new RequestBody(request).text())
    return {}
  },
}
