import { RequestBody } from '../../body/request-body.js'
import { aclDocument, checkAcl } from '../../objects/acl.js'
import { S3Error } from '../../protocol/s3-error.js'
import type { S3Request } from '../../protocol/s3-request.js'
import type { Operation, Service } from '../operation.js'

export const getObjectAcl: Operation = {
  name: 'GetObjectAcl',
  method: 'GET',
  on: 'object',
  needs: ['acl'],
  async run(request, service) {
    await checkExists(request, service)
    return { body: aclDocument() }
  },
}

export const putObjectAcl: Operation = {
  name: 'PutObjectAcl',
  method: 'PUT',
  on: 'object',
  needs: ['acl'],
  async run(request, service) {
    await checkExists(request, service)
    checkAcl(await new RequestBody(request).text())
    return {}
  },
}

async function checkExists({ bucket, key }: S3Request, { buckets }: Service): Promise<void> {
  const object = await buckets.get(bucket).store.head(key)
  if (!object) throw new S3Error('NoSuchKey', { details: { Key: key } })
}
