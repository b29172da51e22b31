import { pages } from '../../contracts/source/iterables.js'
import { ascending, compareKeys } from '../../contracts/source/keys.js'
import type { SourceObject } from '../../contracts/source/source.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { ListedPart, Listing } from './listing.js'

/** Yields what the source of a step lists, in pages, all or a part of it. Throws if it is not in order. */
export function listObjects(
  { source }: Pick<LoadStep, 'source'>,
  part: ListedPart,
  listing: Listing,
): AsyncIterable<readonly SourceObject[]> {
  return ascending(pages<SourceObject>(source.list(listing.options(part))), compareObjects)
}

function compareObjects(a: SourceObject, b: SourceObject): number {
  return compareKeys(a.partition ?? '', b.partition ?? '') || compareKeys(a.key, b.key)
}
