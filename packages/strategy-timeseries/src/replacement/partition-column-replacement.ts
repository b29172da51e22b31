import {
  total,
  type Column,
  type Loaded,
  type RowRange,
  type SourceObject,
  type Target,
  type Transaction,
} from '@arbalest/core/plugin'
import type { TimeSeriesOptions } from '../options/options.js'
import { boundsOf, boundsSince } from '../time/partition-bounds.js'
import { replaceRows, type Replacement } from './replacement.js'

// As long as the longest partition, a number.
const TYPE = 'varchar(20)'

// Partitions are taken as they are called, so that they are no times of some time zone.
const timeZone = 'UTC'

/**
 * Finds the rows of a partition by a column that has the partition itself: one of the target that
 * takes it from the path, or one more that this strategy fills.
 */
export class PartitionColumnReplacement implements Replacement {
  readonly #sortedBy: string
  readonly #name: string

  constructor({ column, partitionColumn }: TimeSeriesOptions) {
    this.#sortedBy = column
    this.#name = partitionColumn
  }

  partition(
    tx: Transaction,
    target: Target,
    partition: string,
    objects: readonly SourceObject[],
  ): Promise<Loaded> {
    return replaceRows(tx, {
      objects,
      target: this.#with(target),
      staged: this.#with(target, partition),
      range: this.#rangeOf(target, partition),
      options: { sortedBy: this.#sortedBy },
    })
  }

  async since(
    tx: Transaction,
    target: Target,
    since: string,
    objects: readonly SourceObject[],
  ): Promise<Loaded> {
    const whole = this.#with(target)
    // Partitions may have gone from the source.
    await tx.replace(whole, await tx.stage(whole), this.#rangeSince(target, since))
    const loads: Loaded[] = []
    for (const [partition, own] of groupByPartition(objects))
      loads.push(await this.partition(tx, target, partition, own))
    return total(loads)
  }

  #rangeOf(target: Target, partition: string): RowRange {
    const column = this.#name
    if (takesPartition(target, column))
      return { column, ...boundsOf(partition, target, { column, timeZone }) }
    // Up to what follows this partition and is below any other; not a blank, as Redshift passes over those that trail.
    return { column, from: partition, to: `${partition}!` }
  }

  #rangeSince(target: Target, since: string): RowRange {
    const column = this.#name
    if (takesPartition(target, column)) return { column, ...boundsSince(since, target, { column, timeZone }) }
    return { column, from: since }
  }

  /** `target` with the column besides, unless it has it, which is the same in all rows if there is a `constant`. */
  #with(target: Target, constant?: string): Target {
    if (takesPartition(target, this.#name)) return target
    const column: Column = { name: this.#name, type: TYPE, path: [], constant }
    return { ...target, columns: [...target.columns, column] }
  }
}

/** Whether `target` has the column that keeps partitions, and takes it from the path. */
export function takesPartition({ columns }: Target, partitionColumn: string): boolean {
  return columns.some(({ name, filling }) => name === partitionColumn && filling?.kind === 'path')
}

function groupByPartition(objects: readonly SourceObject[]): Map<string, SourceObject[]> {
  const groups = new Map<string, SourceObject[]>()
  for (const object of objects) {
    const partition = object.partition!
    const group = groups.get(partition)
    if (group) group.push(object)
    else groups.set(partition, [object])
  }
  return groups
}
