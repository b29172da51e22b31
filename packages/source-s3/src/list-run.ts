import { ascending, compareKeys } from '@arbalest/core'
import type { PartitionFolder } from './find-partitions.js'
import { listObjects } from './list-objects.js'
import type { ListedObject, Listing } from './list-pages.js'
import type { Run } from './runs.js'

/** An object, and the folder that makes it part of a partition. */
export interface ObjectInFolder {
  readonly object: ListedObject
  readonly folder: PartitionFolder
}

/** The objects in the folders of a run, as one listing that ends behind the last. */
export async function* listRun(listing: Listing, run: Run): AsyncGenerator<ObjectInFolder, void, undefined> {
  const folders = run.values()
  let folder = folders.next().value
  for await (const object of ascending(listObjects({ ...listing, ...placeOf(run) }))) {
    // What is not in the run's folders has come there since they were found, and is left to the next listing.
    while (folder && isBehind(object.key, folder.prefix)) folder = folders.next().value
    if (!folder) return
    if (object.key.startsWith(folder.prefix)) yield { object, folder }
  }
}

function isBehind(key: string, prefix: string): boolean {
  return !key.startsWith(prefix) && compareKeys(key, prefix) > 0
}

/** The least to be listed that has all of a run in it. */
function placeOf(run: Run): Pick<Listing, 'prefix' | 'startAfter'> {
  const first = run[0].prefix
  const last = run.at(-1)!.prefix
  if (first === last) return { prefix: first }
  let length = 0
  while (first[length] === last[length]) length++
  // "." is the character before "/": all keys of the first folder follow, and hardly another comes between.
  return { prefix: first.slice(0, length), startAfter: `${first.slice(0, -1)}.` }
}
