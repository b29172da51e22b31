import { listPage } from '../../listings/listing.js'
import type { ListingForm } from '../../listings/listing-form.js'
import { listingForm, pageElements } from '../../listings/listing-form.js'
import { xmlDocument } from '../../protocol/xml.js'
import type { Position } from '../../store/key-range.js'
import type { Operation } from '../operation.js'

export const listObjects: Operation = {
  name: 'ListObjects',
  method: 'GET',
  on: 'bucket',
  async run({ bucket, query }, { buckets }) {
    const { store } = buckets.get(bucket)
    const form = listingForm(query, bucket)
    const marker = query.get('marker') ?? ''
    const page = await listPage(store, { ...form, after: markedPosition(marker, form) })
    const nextMarker = form.delimiter === '' ? undefined : page.next?.key
    const body = xmlDocument('ListBucketResult', {
      ...form.echo,
      ...pageElements(page, form, true),
      Marker: form.encode(marker),
      NextMarker: nextMarker === undefined ? undefined : form.encode(nextMarker),
    })
    return { body }
  },
}

/** A marker that is a common prefix was the end of a page, and stands for all that the prefix does. */
export function markedPosition(marker: string, { prefix, delimiter }: ListingForm): Position | undefined {
  if (marker === '') return undefined
  const cut = delimiter === '' ? -1 : marker.indexOf(delimiter, prefix.length)
  const subtree = marker.startsWith(prefix) && cut >= 0 && cut + delimiter.length === marker.length
  return { key: marker, subtree }
}
