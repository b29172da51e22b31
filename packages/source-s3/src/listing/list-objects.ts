import type { ListedObject, Listing, ObjectStore } from '@arbalest/s3'

/**
 * The objects of a listing but for folders: empty objects whose keys end in `/`,
 * as the S3 console makes them.
 */
export async function* listObjects(store: ObjectStore, listing: Listing): AsyncGenerator<ListedObject> {
  for await (const { objects } of store.list(listing)) {
    for (const object of objects) if (!standsForFolder(object)) yield object
  }
}

/** Whether an object only stands for a folder. */
export function standsForFolder({ key, size }: ListedObject): boolean {
  return size === 0 && key.endsWith('/')
}
