import { listPage } from '../../listings/listing.js'
import { listingForm, objectElements, prefixElements } from '../../listings/listing-form.js'
import { OWNER } from '../../protocol/owner.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Operation } from '../operation.js'
import { markedPosition } from './list-objects.js'

/** The objects of a bucket, whose one version has the id `null`, as no bucket here has ever had versioning. */
export const listObjectVersions: Operation = {
  name: 'ListObjectVersions',
  method: 'GET',
  on: 'bucket',
  needs: ['versions'],
  async run({ bucket, query }, { buckets }) {
    const { store } = buckets.get(bucket)
    const form = listingForm(query, bucket)
    const marker = query.get('key-marker') ?? ''
    const page = await listPage(store, { ...form, after: markedPosition(marker, form) })
    const body = xmlDocument('ListVersionsResult', {
      ...form.echo,
      KeyMarker: form.encode(marker),
      VersionIdMarker: query.get('version-id-marker') ?? '',
      IsTruncated: page.next !== undefined,
      NextKeyMarker: page.next && form.encode(page.next.key),
      NextVersionIdMarker: page.next && !page.next.subtree ? 'null' : undefined,
      Version: page.objects.map((object) => ({
        ...objectElements(object, form),
        VersionId: 'null',
        IsLatest: true,
        Owner: OWNER,
      })),
      CommonPrefixes: prefixElements(page, form),
    })
    return { body }
  },
}
