import type { Operation } from '../operation.js'
import { owner } from '../owner.js'
import { xmlDocument } from '../xml.js'

export const listBuckets: Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  async run(_request, { buckets }) {
    const all = buckets.list().map(({ name, created }) => ({ Name: name, CreationDate: created }))
    return { body: xmlDocument('ListAllMyBucketsResult', { Owner: owner, Buckets: { Bucket: all } }) }
  },
}
