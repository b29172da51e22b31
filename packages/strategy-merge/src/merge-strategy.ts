import {
  total,
  type Fault,
  type Loaded,
  type PendingUnit,
  type SourceObject,
  type Strategy,
  type Table,
  type Target,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import { adviceOn } from './advice-on.js'
import { checkStep } from './check-step.js'
import type { MergeStrategyOptions } from './options.js'

/**
 * Merges the rows of each object that is new or has changed into the table, by key.
 *
 * @example
 * ```ts
 * const strategy = new MergeStrategy(completeOptions({ key: 'id', order: 'updated_at' }))
 * ```
 */
export class MergeStrategy implements Strategy {
  readonly batch: number
  readonly batchBytes: number
  readonly needs = ['merge'] as const
  readonly #options: MergeStrategyOptions

  constructor(options: MergeStrategyOptions) {
    this.batch = options.batch
    this.batchBytes = options.batchBytes
    this.#options = options
  }

  way(): string {
    return `merge by ${this.#options.key.join(', ')}`
  }

  advise(_: Target, table: Table | undefined): readonly string[] {
    return adviceOn(this.#options, table)
  }

  check(target: Target): readonly Fault[] {
    return checkStep(this.#options, target)
  }

  async *units(pages: AsyncIterable<readonly SourceObject[]>): AsyncGenerator<readonly Unit[]> {
    for await (const page of pages)
      yield page.map((object) => ({ key: object.key, version: object.version, objects: [object] }))
  }

  async load(tx: Transaction, target: Target, units: readonly PendingUnit[]): Promise<Loaded> {
    const merged = this.#merged(target)
    const objects = units.flatMap((unit) => unit.objects)
    // Of rows that are merged one object after the other, those of the last win.
    const groups = this.#options.duplicates === 'last' ? objects.map((object) => [object]) : [objects]
    const loads: Loaded[] = []
    for (const group of groups) {
      const staged = await tx.stage(merged.staged)
      const copied = await tx.copy(staged, group)
      loads.push({ ...copied, merged: await tx.merge!(merged.target, staged, this.#options) })
    }
    return total(loads)
  }

  /**
   * Returns the target as the table is, with the column that keeps deletions, and as it is staged,
   * where that has no value. A row without a key is refused as it is copied, by its object and line.
   */
  #merged(given: Target): { readonly target: Target; readonly staged: Target } {
    const { key, order, delete: deletion } = this.#options
    const columns = given.columns.map((column) =>
      key.includes(column.name) ? { ...column, notNull: true } : column,
    )
    const keep = deletion?.keep
    if (keep === undefined) return { target: { ...given, columns }, staged: { ...given, columns } }
    const kept = { name: keep, type: columns.find(({ name }) => name === order)!.type, path: [] }
    return {
      target: { ...given, columns: [...columns, kept] },
      staged: { ...given, columns: [...columns, { ...kept, constant: null }] },
    }
  }
}
