import type { Catalog, ColumnType, LateBinding } from '../../sql/tree/catalog.js'
import type { SchemaChanges } from '../../statements/context/schema-changes.js'
import type { Backend } from '../backend/backend.js'

/** Answers that a session keeps. */
const KEPT = 1000

/** An answer, and when it holds. */
interface Kept {
  readonly answer: unknown
  readonly state: number
  /** The transaction that it was given in; undefined if that was its own. */
  readonly block: number | undefined
}

/** Keeps what `catalog` has answered to one session for as long as no session may have changed tables. */
export class KeptCatalog implements Catalog {
  readonly #catalog: Catalog
  readonly #changes: SchemaChanges
  readonly #backend: Pick<Backend, 'status' | 'pipelining' | 'transactionsEnded'>
  readonly #kept = new Map<string, Kept>()

  constructor(
    catalog: Catalog,
    changes: SchemaChanges,
    backend: Pick<Backend, 'status' | 'pipelining' | 'transactionsEnded'>,
  ) {
    this.#catalog = catalog
    this.#changes = changes
    this.#backend = backend
  }

  mayBeLateBinding(name: string): boolean {
    return this.#catalog.mayBeLateBinding(name)
  }

  expectLateBinding(name: string): void {
    this.#catalog.expectLateBinding(name)
  }

  mayHaveFurtherEntries(): boolean {
    return this.#catalog.mayHaveFurtherEntries()
  }

  expectFurtherEntries(): void {
    this.#catalog.expectFurtherEntries()
  }

  columnsOf(sql: string): Promise<readonly string[] | undefined> {
    return this.#ask('columns', sql, () => this.#catalog.columnsOf(sql))
  }

  typesOf(sql: string): Promise<readonly ColumnType[] | undefined> {
    return this.#ask('types', sql, () => this.#catalog.typesOf(sql))
  }

  storedTypes(table: string): Promise<readonly ColumnType[]> {
    return this.#ask('stored', table, () => this.#catalog.storedTypes(table))
  }

  lateBinding(name: string): Promise<string | undefined> {
    return this.#ask('late binding', name, () => this.#catalog.lateBinding(name))
  }

  lateBindings(): Promise<readonly LateBinding[]> {
    return this.#ask('late bindings', '', () => this.#catalog.lateBindings())
  }

  async #ask<T extends string | readonly unknown[] | undefined>(
    what: string,
    about: string,
    ask: () => Promise<T>,
  ): Promise<T> {
    const { state } = this.#changes
    const { status, pipelining, transactionsEnded } = this.#backend
    const key = `${what} ${about}`
    const known = this.#kept.get(key)
    const holds = known?.state === state && (known?.block ?? transactionsEnded) === transactionsEnded
    if (known && holds) return known.answer as T
    // A transaction may see tables as they were when it began.
    const block = status === 'I' && !pipelining ? undefined : transactionsEnded
    const answer = await ask()
    // One that has failed gives no answer.
    if (state !== undefined && answer !== undefined && answer.length > 0) {
      if (this.#kept.size >= KEPT) this.#kept.clear()
      this.#kept.set(key, { answer, state, block })
    }
    return answer
  }
}
