import {
  ConfigError,
  digest,
  isWithin,
  partitionKind,
  showPartition,
  total,
  type Loaded,
  type PendingUnit,
  type SourceObject,
  type Target,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import { byPartition } from './by-partition.js'
import type { Mode } from './mode.js'
import type { Replacement } from '../replacement/replacement.js'

/** All rows from a partition on are replaced, in one transaction, whenever anything there has changed: one unit. */
export class SinceMode implements Mode {
  readonly #since: string
  readonly #replacement: Replacement

  constructor(since: string, replacement: Replacement) {
    this.#since = since
    this.#replacement = replacement
  }

  /** The day of `since`, so that objects of that whole day are seen, and refused, if `since` is one of its hours. */
  async from(): Promise<string> {
    return dayOf(this.#since)
  }

  /** Throws `ConfigError` if the objects are no series, or one that `since` does not divide. */
  async *units(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<Unit> {
    const since = this.#since
    const all: SourceObject[] = []
    for await (const { partition, objects: own } of byPartition(pages)) {
      requireDivided(partition, since)
      if (isWithin(partition, { start: since })) all.push(...own)
    }
    // Nothing at all is more often a mistyped prefix than a wish to delete. One key, whatever `since` is:
    // what another `since` has loaded in between must not be taken for what this one loaded.
    if (all.length > 0) yield { key: 'since', version: `${since} ${digest(all)}`, objects: all }
  }

  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    const loads: Loaded[] = []
    for (const { objects } of units)
      loads.push(await this.#replacement.since(tx, target, this.#since, objects))
    return total(loads)
  }
}

function dayOf(partition: string): string {
  return partitionKind(partition) === 'hour' ? partition.slice(0, partition.indexOf('T')) : partition
}

function requireDivided(partition: string, since: string): void {
  const isNumber = partitionKind(partition) === 'number'
  if (isNumber !== (partitionKind(since) === 'number')) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `The series has the partition "${showPartition(partition)}", which is neither before nor after since, "${showPartition(since)}"; write since as ${isNumber ? 'a number' : 'a day or an hour'}.`,
    )
  }
  if (since.startsWith(`${partition}T`)) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `The day "${partition}" has objects of its own, so rows cannot be replaced from one of its hours on, since "${since}"; write since as a day.`,
    )
  }
}
