import type { ListedObject, Listing, ObjectStore } from '@arbalest/s3'

/**
 * Yields the objects of a listing, page by page, but for folders: empty objects whose keys
 * end in `/`, as the S3 console makes them.
 */
export async function* listObjects(
  store: ObjectStore,
  listing: Listing,
): AsyncGenerator<readonly ListedObject[]> {
  for await (const { objects } of store.list(listing))
    yield objects.filter((object) => !standsForFolder(object))
}

/** Returns whether an object only stands for a folder. */
export function standsForFolder({ key, size }: ListedObject): boolean {
  return size === 0 && key.endsWith('/')
}
