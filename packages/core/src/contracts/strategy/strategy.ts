import type { Fault } from '../../faults/fault.js'
import type { Table } from '../../tables/comparison/table.js'
import type { Target } from '../../tables/target/target.js'
import type { Merged } from '../sink/merge.js'
import type { SinkPowers } from '../sink/sink-powers.js'
import type { Source, SourceObject } from '../source/source.js'
import type { Copied, Transaction } from '../sink/transaction.js'
import type { PendingUnit, Unit } from './unit.js'

/** What a load did. */
export interface Loaded extends Copied {
  /** Rows left out because they lie outside what their unit replaces, if the user allowed that. */
  readonly outside?: number | undefined
  /** What became of the rows, if they were merged into those of the table. */
  readonly merged?: Merged | undefined
}

/**
 * How a listing becomes rows. It knows no sink, only a {@link Transaction}.
 *
 * @example
 * ```ts
 * const each: Strategy = {
 *   way: () => 'each',
 *   check: () => [],
 *   async *units(pages) {
 *     for await (const page of pages)
 *       yield page.map((object) => ({ key: object.key, version: object.version, objects: [object] }))
 *   },
 *   load: (tx, target, units) => tx.copy(target, units.flatMap(({ objects }) => objects)),
 * }
 * ```
 */
export interface Strategy {
  /** How many units one transaction may load. Default: 1. */
  readonly batch?: number | undefined
  /** How many bytes of objects one transaction may load, if that is more than one unit. Default: any number. */
  readonly batchBytes?: number | undefined
  /** Whether each unit replaces all rows of the table. Default: false. */
  readonly whole?: boolean | undefined
  /** Whether a unit replaces rows, which another step may have loaded. Default: `whole`. */
  readonly replaces?: boolean | undefined
  /** Powers that it cannot do without; the kernel refuses a sink that lacks one. Default: none. */
  readonly needs?: readonly (keyof SinkPowers)[] | undefined
  /**
   * Names the way in which units are cut, such as `manifest`. It is kept with each
   * mark: what was loaded in another way must not be taken for what this way would load.
   */
  way(source: Pick<Source, 'series'>): string
  /**
   * Returns what keeps it from loading this source into this target, before anything is
   * connected to. Paths start at the step's configuration: `['strategy', 'with', 'column']`
   * or `['target', …]`. The kernel asks once; `load` need not ask again.
   */
  check(target: Target, source: Pick<Source, 'series' | 'url'>): readonly Fault[]
  /**
   * Returns what a person would want to know before a run, one sentence each. `table` is that of the
   * target as it now stands; undefined if there is none, or the sink cannot describe it. Default: nothing.
   */
  advise?(target: Target, table: Table | undefined): readonly string[]
  /**
   * Returns the first partition that it needs listed; undefined for all. `newest()` returns
   * the key of the newest unit that the journal has, and reads the journal only if called.
   * Absent: all are listed.
   */
  from?(newest: () => Promise<string | undefined>): Promise<string | undefined>
  /**
   * Cuts a sorted listing, which comes in pages, into units in ascending key order, one at
   * a time or in pages.
   */
  units(pages: AsyncIterable<readonly SourceObject[]>, target: Target): AsyncIterable<Unit | readonly Unit[]>
  /** Loads `units` into `target`, in the verbs of `tx` alone. */
  load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded>
}
