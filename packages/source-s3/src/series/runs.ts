import { isWithin, type PartitionBounds } from '@arbalest/core/plugin'
import type { PartitionFolder, Run } from '../listing/list-run.js'
import type { Found } from './find-partitions.js'

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
  let others: PartitionFolder[] = []
  let last: number | undefined
  for (const { folder, position } of within.toSorted(byPartition)) {
    if (position - 1 === last) others.push(folder)
    else runs.push({ first: folder, others: (others = []) })
    last = position
  }
  return runs
}

function byPartition({ folder: a }: Placed, { folder: b }: Placed): number {
  if (a.partition === b.partition) return 0
  return a.partition < b.partition ? -1 : 1
}
