import { isWithin, type PartitionBounds } from '@arbalest/core'
import type { Found, PartitionFolder } from './find-partitions.js'

/**
 * Folders that follow each other both as partitions and as keys, with nothing
 * else between them, so that one listing tells of all.
 */
export type Run = [PartitionFolder, ...PartitionFolder[]]

interface Placed {
  readonly folder: PartitionFolder
  readonly position: number
}

/** The folders within bounds, in the order of partitions. Those of one partition, such as `01/` and `1/`, are in the order of keys. */
export function runsOf(folders: Found['folders'], bounds: PartitionBounds): Run[] {
  const within = folders.flatMap((folder, position): Placed[] =>
    folder && isWithin(folder.partition, bounds) ? [{ folder, position }] : [],
  )
  const runs: Run[] = []
  let last: number | undefined
  for (const { folder, position } of within.toSorted(byPartition)) {
    if (position - 1 === last) runs.at(-1)!.push(folder)
    else runs.push([folder])
    last = position
  }
  return runs
}

function byPartition({ folder: a }: Placed, { folder: b }: Placed): number {
  if (a.partition === b.partition) return 0
  return a.partition < b.partition ? -1 : 1
}
