import type { Column, Loaded, SourceObject, Target, Transaction } from '@arbalest/core/plugin'
import type { TimeSeriesOptions } from '../options/options.js'
import { replaceRows, total, type Replacement } from './replacement.js'

// As long as the longest partition, a number.
const TYPE = 'varchar(20)'

/** Finds the rows of a partition by a column that this strategy fills with the partition itself. */
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
      // Up to what follows this partition and is below any other; not a blank, as Redshift passes over those that trail.
      range: { column: this.#name, from: partition, to: `${partition}!` },
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
    await tx.replace(whole, await tx.stage(whole), { column: this.#name, from: since })
    const loads: Loaded[] = []
    for (const [partition, own] of groupByPartition(objects))
      loads.push(await this.partition(tx, target, partition, own))
    return total(loads)
  }

  /** `target` with the column besides, which is the same in all rows where there is a `constant`. */
  #with(target: Target, constant?: string): Target {
    const column: Column = { name: this.#name, type: TYPE, path: [], constant }
    return { ...target, columns: [...target.columns, column] }
  }
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
