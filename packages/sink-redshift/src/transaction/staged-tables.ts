import type { Target } from '@arbalest/core'
import type { RedshiftSinkOptions } from '../options/options.js'
import type { Session } from '../session/session.js'
import { splitTable } from '../statements/syntax/quote.js'
import { scopedName } from '../statements/scoped-name.js'
import { createLike, createTable, createTemporary, dropTable } from '../statements/tables/tables.js'
import type { KnownTables } from './known-tables.js'

/** How a whole table is replaced. */
type Replacement = RedshiftSinkOptions['replace']

/**
 * The staged tables of one transaction: each holds rows that replace rows of its target. It is a
 * temporary table; or, if it can take its target's place under its name, a table beside the target.
 */
export class StagedTables {
  readonly #session: Session
  readonly #prefix: string
  readonly #replacement: Replacement
  readonly #made = new Map<string, Target>()
  #count = 0

  constructor(session: Session, scope: string, replacement: Replacement) {
    this.#session = session
    this.#prefix = `arbalest_staged_${scopedName(scope)}`
    this.#replacement = replacement
  }

  /** Makes an empty staged table for the rows of `target`, and returns it as a target. */
  async make(target: Target, tables: KnownTables): Promise<Target> {
    const exists = await tables.has(target)
    const fitting = tables.fitting(target)
    const name = `${this.#prefix}_${++this.#count}`
    const doing = `stage rows for "${target.table}"`
    if (!this.mayRename(target)) {
      await this.#session.query(createTemporary(name, fitting), doing)
      return this.#keep(fitting, name)
    }
    const { schema } = splitTable(target.table)
    const table = schema === undefined ? name : `${schema}.${name}`
    const creation = exists ? createLike(table, fitting.table) : createTable({ ...target, table })
    await this.#session.query(creation, doing)
    return this.#keep(fitting, table)
  }

  /** Whether `target` is one of them. */
  has({ table }: Target): boolean {
    return this.#made.has(table)
  }

  /** Whether the staged table of `target` gives each of its constants by itself. */
  fills({ table, columns }: Target): boolean {
    const made = new Map(this.#made.get(table)?.columns.map(({ name, constant }) => [name, constant]))
    return columns.every(
      ({ name, constant }) =>
        constant === undefined || JSON.stringify(constant) === JSON.stringify(made.get(name)),
    )
  }

  /** Whether the staged table of `target` can take its place under its name. */
  mayRename({ columns }: Target): boolean {
    // A constant is a default of the staged table, which a table that stays must not have.
    return this.#replacement === 'rename' && columns.every(({ constant }) => constant === undefined)
  }

  /** Forgets the staged table `target`, which exists no more under its name. */
  forget({ table }: Target): void {
    this.#made.delete(table)
  }

  /** Drops all that have not replaced anything. */
  async drop(): Promise<void> {
    for (const table of this.#made.keys()) await this.#session.query(dropTable(table), 'drop what was staged')
  }

  #keep(target: Target, table: string): Target {
    this.#made.set(table, target)
    return { ...target, table }
  }
}
