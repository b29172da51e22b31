import type { Fault } from '@arbalest/core'
import {
  compareKeys,
  type Mark,
  type Rehearse,
  type Rejection,
  type Sink,
  type SinkPowers,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { MemoryTransaction } from './transaction.js'
import { MemoryWarehouse } from './warehouse.js'

/** A sink into a warehouse in memory. */
export class MemorySink implements Sink {
  readonly url = 'memory:'
  readonly powers: SinkPowers = { rehearse: (context, work) => this.#rehearse(context, work) }
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
    return this.#warehouse.change((state) => work(new MemoryTransaction(this.#warehouse, state, context)))
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  /** Works on a copy of all there is, which nobody sees. */
  readonly #rehearse: Rehearse = async (context, work) => {
    const rejections: Rejection[] = []
    const state = structuredClone(this.#warehouse.state)
    await work(new MemoryTransaction(this.#warehouse, state, context, rejections))
    return { rejected: rejections.length, ...(rejections.length > 0 && { rejections }) }
  }
}
