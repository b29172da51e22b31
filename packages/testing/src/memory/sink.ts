import type { Fault } from '@arbalest/core'
import {
  compareKeys,
  type Executed,
  type KeptRow,
  type LedgerEntry,
  type LedgerOptions,
  type Mark,
  type Rehearse,
  type Rejection,
  type RejectsOptions,
  type Sink,
  type SinkPowers,
  type Statement,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { memoryNames } from './names.js'
import { MemoryTransaction } from './transaction.js'
import { MemoryWarehouse } from './warehouse.js'

/**
 * A sink into a warehouse in memory.
 *
 * @example
 * ```ts
 * const sink = new MemorySink(new MemoryWarehouse())
 * ```
 */
export class MemorySink implements Sink {
  readonly url = 'memory:'
  readonly powers: SinkPowers = {
    rehearse: (context, work) => this.#rehearse(context, work),
    split: (statement) => splitStatement(statement),
    executeAlone: (scope, statements) => this.#executeAlone(scope, statements),
    names: memoryNames,
    notes: {
      read: async (scope) => this.#warehouse.notes.get(scope),
      write: async (scope, text) => void this.#warehouse.notes.set(scope, text),
      erase: async (scope) => void this.#warehouse.notes.delete(scope),
    },
    busy: async (scope) => this.#warehouse.isBusy(scope),
    merge: true,
    rejects: {
      most: Number.MAX_SAFE_INTEGER,
      count: async (scope) => this.#warehouse.state.kept.get(scope)?.length ?? 0,
      rows: (options) => this.#kept(options),
    },
    ledger: { entries: (options) => this.#entries(options) },
  }
  readonly #warehouse: MemoryWarehouse

  constructor(warehouse: MemoryWarehouse = new MemoryWarehouse()) {
    this.#warehouse = warehouse
  }

  check(): readonly Fault[] {
    return []
  }

  async *marks(scope: string): AsyncGenerator<readonly Mark[]> {
    const marks = [...(this.#warehouse.state.marks.get(scope)?.values() ?? [])]
    if (marks.length > 0) yield marks.toSorted((a, b) => compareKeys(a.key, b.key))
  }

  transaction<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#warehouse.change(async (state) => {
      const tx = new MemoryTransaction(this.#warehouse, state, context)
      const result = await work(tx)
      tx.end()
      return result
    }, context.scope)
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async *#entries({ scope, limit }: LedgerOptions = {}): AsyncGenerator<LedgerEntry> {
    const entries = this.#warehouse.state.ledger.filter((entry) => (scope ?? entry.scope) === entry.scope)
    yield* entries.toReversed().slice(0, limit)
  }

  async *#kept({ scope, limit }: RejectsOptions = {}): AsyncGenerator<KeptRow> {
    const all = [...this.#warehouse.state.kept].flatMap(([of, rows]) => ((scope ?? of) === of ? rows : []))
    yield* all.toSorted((a, b) => Number(b.keptAt) - Number(a.keptAt)).slice(0, limit)
  }

  async *#executeAlone(scope: string, statements: readonly Statement[]): AsyncGenerator<Executed> {
    for (const statement of statements) {
      await this.transaction({ scope }, (tx) => tx.execute(statement))
      yield { rejected: 0 }
    }
  }

  /** Works on a copy of all there is, which nobody sees. */
  readonly #rehearse: Rehearse = async (context, work) => {
    const rejections: Rejection[] = []
    const state = structuredClone(this.#warehouse.state)
    await work(new MemoryTransaction(this.#warehouse, state, context, rejections))
    return { rejected: rejections.length, ...(rejections.length > 0 && { rejections }) }
  }
}

/** The texts that a test gives a meaning hold no quotes, so that a semicolon ends a statement wherever it stands. */
function splitStatement({ text, values }: Statement): Statement[] {
  const texts = text.split(';').map((part) => part.trim())
  return texts.filter(Boolean).map((part) => ({ text: part, ...(values && { values }) }))
}
