import type { PartitionBounds } from '@arbalest/core/plugin'
import { nameFolder, readFolder, type FolderPattern, type KeyFilter, type Series } from '@arbalest/listing'
import type { ObjectStore } from '@arbalest/s3'
import type { DataKeys } from '../listing/data-keys.js'
import { listFolder } from '../listing/list-folder.js'
import type { PartitionFolder } from '../listing/list-run.js'
import { Strays } from './strays.js'

/** Where a series is looked for. */
export interface SeriesPlace {
  readonly store: ObjectStore
  /** How all its keys begin: empty, or with a slash at its end. */
  readonly prefix: string
  /** Which keys are wanted, by what follows the prefix. */
  readonly filter: KeyFilter
  /** Which keys are data. */
  readonly data: DataKeys
}

/** What was found of a series. */
export interface Found {
  /** In the order of keys; undefined where something else lies between two of them. */
  readonly folders: readonly (PartitionFolder | undefined)[]
  readonly strays: Strays
}

/** How many folders are looked into at a time. */
const SIDE_BY_SIDE = 8

/**
 * The folders of a series, found level by level: only those are looked into that
 * may hold a day or number within bounds. Where hours are looked for, a day with
 * objects of its own is found as well.
 */
export async function findPartitions(place: SeriesPlace, { pattern, bounds }: Series): Promise<Found> {
  const strays = new Strays()
  let folders: Found['folders'] = [{ prefix: place.prefix, partition: '' }]
  for (const level of pattern.folders) {
    const found: Found[] = []
    for (let from = 0; from < folders.length; from += SIDE_BY_SIDE) {
      const some = folders.slice(from, from + SIDE_BY_SIDE)
      found.push(...(await Promise.all(some.map((above) => lookInto(above, { ...place, level, bounds })))))
    }
    for (const each of found) strays.addAll(each.strays)
    folders = found.flatMap((each) => each.folders)
  }
  return { folders, strays }
}

interface Search extends SeriesPlace {
  readonly level: FolderPattern
  readonly bounds: PartitionBounds
}

async function lookInto(
  above: PartitionFolder | undefined,
  { level, bounds, store, prefix, filter, data }: Search,
): Promise<Found> {
  const strays = new Strays()
  if (!above) return { folders: [above], strays }
  const uppermost = above.prefix === prefix
  const first = uppermost && bounds.start !== undefined ? nameFolder(level, bounds.start) : undefined
  const startAfter = first === undefined ? undefined : above.prefix + first
  const folders: (PartitionFolder | undefined)[] = []
  let hasObjects = false
  for await (const entry of listFolder(store, { prefix: above.prefix, startAfter })) {
    const { key, isFolder } = entry
    const name = key.slice(above.prefix.length, -1)
    const partition = isFolder ? readFolder(level, above.partition, name) : undefined
    const side = partition === undefined ? undefined : sideOf(partition, bounds)
    // Numbers are not in the order of their folders' names: 10/ comes before 9/.
    if (side === 'after' && uppermost && !level.parts.includes('number')) break
    const path = key.slice(prefix.length)
    const wanted = isFolder ? filter.wantsFolder(path) : filter.wants(path)
    if (wanted && partition !== undefined && side === 'within') folders.push({ prefix: key, partition })
    else if (folders.length === 0 || folders.at(-1)) folders.push(undefined)
    if (!wanted || partition !== undefined) continue
    if (!data.has(key)) {
      strays.hidden.push(key)
      continue
    }
    strays.add(entry)
    hasObjects ||= !isFolder
  }
  if (!hasObjects || level.parts.join() !== 'hour') return { folders, strays }
  return { folders: [above, ...folders.filter((hour) => hour !== undefined)], strays: new Strays() }
}

/** Where a partition lies, or all that begin with it. By days, so that one that has hours and objects of its own is seen. */
function sideOf(partition: string, { start, end }: PartitionBounds): 'before' | 'within' | 'after' {
  const day = partition.slice(0, '2018-02-01'.length)
  if (start !== undefined && day < start.slice(0, day.length)) return 'before'
  return end !== undefined && day > end.slice(0, day.length) ? 'after' : 'within'
}
