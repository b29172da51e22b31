import { pages } from '../../contracts/source/iterables.js'
import { ascending, compareKeys } from '../../contracts/source/keys.js'
import type { SourceObject } from '../../contracts/source/source.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { Listing } from './listing.js'

/** Yields what the source of a step lists, in pages, from the partition `from` on if given. Throws if it is not in order. */
export function listObjects(
  { source }: Pick<LoadStep, 'source'>,
  from: string | undefined,
  listing: Listing,
): AsyncIterable<readonly SourceObject[]> {
  return ascending(pages<SourceObject>(source.list(listing.options(from))), compareObjects)
}

function compareObjects(a: SourceObject, b: SourceObject): number {
  return compareKeys(a.partition ?? '', b.partition ?? '') || compareKeys(a.key, b.key)
}
