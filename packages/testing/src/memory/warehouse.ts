import type { KeptRow, LedgerEntry, Mark, StatementValue } from '@arbalest/core/plugin'
import type { Row } from '../events.js'

/** What a statement does in a {@link MemoryWarehouse}: changes the rows of tables. */
export type StatementMeaning = (tables: Map<string, Row[]>, values: readonly StatementValue[]) => void

/** All that a warehouse holds. */
export interface WarehouseState {
  readonly tables: Map<string, Row[]>
  /** The identity of each table that was ever made, by its name: another if it was made again. */
  readonly identities: Map<string, string>
  /** Marks by key, by scope. */
  readonly marks: Map<string, Map<string, Mark>>
  /** What transactions noted of their loads, in order. */
  readonly ledger: LedgerEntry[]
  /** The rows that are kept, by scope. */
  readonly kept: Map<string, KeptRow[]>
}

/**
 * A warehouse in memory, which several sinks may share as several processes share a cluster.
 *
 * @example
 * ```ts
 * const warehouse = new MemoryWarehouse()
 * const sinks = [new MemorySink(warehouse), new MemorySink(warehouse)]
 * ```
 */
export class MemoryWarehouse {
  readonly #statements: Readonly<Record<string, StatementMeaning>>
  #state: WarehouseState = {
    tables: new Map(),
    identities: new Map(),
    marks: new Map(),
    ledger: [],
    kept: new Map(),
  }
  #turn: Promise<unknown> = Promise.resolve()
  /** Texts by scope, which no transaction takes part in. */
  readonly notes = new Map<string, string>()
  /** The scope of the transaction that is under way. */
  #scope: string | undefined

  /** `statements` says what each SQL text that will be executed does; it knows no other SQL. */
  constructor(statements: Readonly<Record<string, StatementMeaning>> = {}) {
    this.#statements = statements
  }

  get state(): WarehouseState {
    return this.#state
  }

  /** Returns the rows of a table; none if it is missing. */
  rows(table: string): readonly Row[] {
    return this.#state.tables.get(table) ?? []
  }

  /** Returns the names of all tables, sorted. */
  tables(): string[] {
    return [...this.#state.tables.keys()].toSorted()
  }

  /** Whether a transaction of the scope is under way. */
  isBusy(scope: string): boolean {
    return this.#scope === scope
  }

  /** Gives `work`, which may be a transaction of a scope, a copy of all there is, and keeps it unless `work` throws; one at a time. */
  change<T>(work: (state: WarehouseState) => Promise<T>, scope?: string): Promise<T> {
    const turn = this.#turn.then(async () => {
      this.#scope = scope
      try {
        const state = structuredClone(this.#state)
        const result = await work(state)
        this.#state = state
        return result
      } finally {
        this.#scope = undefined
      }
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** Returns what `text` does; throws if the test has not said. */
  meaningOf(text: string): StatementMeaning {
    const meaning = this.#statements[text]
    if (!meaning) throw new Error(`The memory warehouse has not been told what "${text}" does.`)
    return meaning
  }
}
