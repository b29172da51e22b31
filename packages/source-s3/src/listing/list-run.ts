import { ascending, compareKeys } from '@arbalest/core/plugin'
import type { ListedObject, Listing, ObjectStore } from '@arbalest/s3'
import { listObjects } from './list-objects.js'

/** A folder of a series: all that lies under it belongs to one partition. */
export interface PartitionFolder {
  /** How the keys of its objects begin, with the `/` at its end. */
  readonly prefix: string
  /** Its partition; above the folders of partitions, how theirs begin, such as `2018-02`. */
  readonly partition: string
}

/**
 * Folders that follow each other both as partitions and as keys, with nothing
 * else between them, so that one listing has the objects of all.
 */
export interface Run {
  readonly first: PartitionFolder
  /** The folders behind the first. */
  readonly others: readonly PartitionFolder[]
}

/** An object, and the folder that makes it part of a partition. */
interface ObjectInFolder {
  readonly object: ListedObject
  readonly folder: PartitionFolder
}

/** Yields the objects in the folders of a run, page by page, as one listing that ends behind the last, of up to `parallel` requests at once. */
export async function* listRun(
  store: ObjectStore,
  run: Run,
  parallel: number,
): AsyncGenerator<readonly ObjectInFolder[], void, undefined> {
  const others = run.others.values()
  let folder: PartitionFolder | undefined = run.first
  for await (const page of ascending(listObjects(store, { ...placeOf(run), parallel }))) {
    const found: ObjectInFolder[] = []
    for (const object of page) {
      // What is not in the run's folders has come there since they were found, and is left to the next listing.
      while (folder && isBehind(object.key, folder.prefix)) folder = others.next().value
      if (!folder) break
      if (object.key.startsWith(folder.prefix)) found.push({ object, folder })
    }
    if (found.length > 0) yield found
    if (!folder) return
  }
}

function isBehind(key: string, prefix: string): boolean {
  return !key.startsWith(prefix) && compareKeys(key, prefix) > 0
}

/** The least to be listed that has all of a run in it. */
function placeOf({ first: { prefix: first }, others }: Run): Listing {
  const last = others.at(-1)?.prefix
  if (last === undefined) return { prefix: first }
  // No key of the last folder comes behind this.
  const until = `${last}\u{10ffff}`
  let length = 0
  while (first[length] === last[length]) length++
  // "." is the character before "/": all keys of the first folder follow, and hardly another comes between.
  return { prefix: first.slice(0, length), startAfter: `${first.slice(0, -1)}.`, until }
}
