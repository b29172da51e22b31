import { listPage } from '../../listings/listing.js'
import { listingForm, pageElements } from '../../listings/listing-form.js'
import { invalid } from '../../protocol/invalid-argument.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Position } from '../../store/key-range.js'
import type { Operation } from '../operation.js'

export const listObjectsV2: Operation = {
  name: 'ListObjectsV2',
  method: 'GET',
  on: 'bucket',
  needs: ['list-type'],
  async run({ bucket, query }, { buckets }) {
    const { store } = buckets.get(bucket)
    const type = query.get('list-type') ?? ''
    if (type !== '2') throw invalid('list-type', type, 'Invalid List Type specified in Request')
    const form = listingForm(query, bucket)
    const startAfter = query.get('start-after') ?? ''
    const token = query.get('continuation-token') ?? undefined
    const start = startAfter === '' ? undefined : { key: startAfter, subtree: false }
    const after = token === undefined ? start : positionOf(token)
    const page = await listPage(store, { ...form, after })
    const body = xmlDocument('ListBucketResult', {
      ...form.echo,
      ...pageElements(page, form, query.get('fetch-owner') === 'true'),
      KeyCount: page.objects.length + page.prefixes.length,
      StartAfter: startAfter === '' ? undefined : form.encode(startAfter),
      ContinuationToken: token,
      NextContinuationToken: page.next && tokenOf(page.next),
    })
    return { body }
  },
}

function tokenOf({ key, subtree }: Position): string {
  return Buffer.from(`${subtree ? 'p' : 'k'}${key}`).toString('base64url')
}

function positionOf(token: string): Position {
  const text = Buffer.from(token, 'base64url').toString('utf8')
  const position = { key: text.slice(1), subtree: text.startsWith('p') }
  if (token !== '' && tokenOf(position) === token) return position
  throw invalid('continuation-token', token, 'The continuation token provided is incorrect')
}
