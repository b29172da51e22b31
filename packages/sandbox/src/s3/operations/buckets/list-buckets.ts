import { count, invalid } from '../../protocol/invalid-argument.js'
import { OWNER } from '../../protocol/owner.js'
import { xmlDocument } from '../../protocol/xml.js'
import { compareKeys } from '../../store/key-order.js'
import type { Operation } from '../operation.js'

/** See ListBuckets in the S3 API reference. */
const LARGEST_PAGE = 10_000

export const listBuckets: Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  async run({ query }, { buckets }) {
    const prefix = query.get('prefix') ?? ''
    const inRegion = query.get('bucket-region')
    const token = query.get('continuation-token') ?? ''
    const limit = count(query, 'max-buckets', LARGEST_PAGE)
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw invalid(
        'max-buckets',
        String(limit),
        `Argument max-buckets must be between 1 and ${LARGEST_PAGE}`,
      )
    }
    // The token of a page is the name of its last bucket.
    const remaining = buckets
      .list()
      .filter(({ name, region }) => name.startsWith(prefix) && (inRegion === null || region === inRegion))
      .filter(({ name }) => compareKeys(name, token) > 0)
    const page = remaining.slice(0, limit)
    const body = xmlDocument('ListAllMyBucketsResult', {
      Owner: OWNER,
      Buckets: {
        Bucket: page.map(({ name, created, region }) => ({
          Name: name,
          CreationDate: created,
          BucketRegion: region,
        })),
      },
      Prefix: prefix === '' ? undefined : prefix,
      ContinuationToken: remaining.length > page.length ? page.at(-1)?.name : undefined,
    })
    return { body }
  },
}
