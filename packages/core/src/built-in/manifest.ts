import type { SourceObject } from '../contracts/source/source.js'
import type { Strategy } from '../contracts/strategy/strategy.js'
import type { Copied, Transaction } from '../contracts/sink/transaction.js'
import type { PendingUnit, Unit } from '../contracts/strategy/unit.js'
import { SourceError } from '../faults/errors.js'
import type { Fault } from '../faults/fault.js'
import type { Target } from '../tables/target/target.js'

/** How objects are added to a table. */
export interface ManifestOptions {
  /** How many objects one transaction may load. Default: 1000. */
  readonly batch?: number | undefined
  /** How many bytes of objects one transaction may load, if that is more than one object. Default: 100 GB. */
  readonly batchBytes?: number | undefined
  /**
   * What becomes of an object that has changed since it was loaded: `fail` refuses to go on,
   * `ignore` keeps the rows of the earlier content, `append` adds the rows of the new content
   * to them. Default: `fail`.
   */
  readonly changed?: 'fail' | 'ignore' | 'append' | undefined
}

/**
 * Adds each new object to the table, once.
 *
 * @example
 * ```ts
 * const step = { ...others, strategy: new ManifestStrategy({ batch: 100 }) }
 * ```
 */
export class ManifestStrategy implements Strategy {
  readonly batch: number
  readonly batchBytes: number
  readonly #changed: 'fail' | 'ignore' | 'append'

  constructor({ batch = 1000, batchBytes = 100_000_000_000, changed = 'fail' }: ManifestOptions = {}) {
    this.batch = batch
    this.batchBytes = batchBytes
    this.#changed = changed
  }

  way(): string {
    return 'manifest'
  }

  check(): readonly Fault[] {
    return []
  }

  async *units(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<readonly Unit[]> {
    for await (const page of pages) {
      yield page.map((object) => ({ key: object.key, version: object.version, objects: [object] }))
    }
  }

  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Copied> {
    const changed = units.find(isChanged)
    if (changed && this.#changed === 'fail') {
      throw new SourceError(
        'OBJECT_CHANGED',
        `"${changed.key}" has changed since its rows were loaded into "${target.table}"; set changed: ignore or changed: append in the step's strategy.with, or restore the object.`,
      )
    }
    const wanted = this.#changed === 'append' ? units : units.filter((unit) => !isChanged(unit))
    if (wanted.length === 0) return { rows: 0, rejected: 0 }
    return tx.copy(
      target,
      wanted.flatMap(({ objects }) => objects),
    )
  }
}

/** Whether rows of an earlier version are in the table. */
function isChanged({ previous, wasQuarantined }: PendingUnit): boolean {
  return previous !== undefined && !wasQuarantined
}
