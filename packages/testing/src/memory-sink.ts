import {
  compareKeys,
  type Mark,
  type Rejected,
  type Rejection,
  type Sink,
  type Transaction,
} from '@arbalest/core'
import { MemoryTransaction } from './memory-transaction.js'
import { MemoryWarehouse } from './memory-warehouse.js'

/** A sink into a warehouse in memory. */
export class MemorySink implements Sink {
  readonly url = 'memory:'
  readonly #warehouse: MemoryWarehouse

  constructor(warehouse: MemoryWarehouse = new MemoryWarehouse()) {
    this.#warehouse = warehouse
  }

  async *marks(scope: string): AsyncGenerator<Mark> {
    const marks = [...(this.#warehouse.state.marks.get(scope) ?? [])]
    for (const [key, version] of marks.toSorted(([a], [b]) => compareKeys(a, b))) yield { key, version }
  }

  transaction<T>(scope: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#warehouse.change((state) => work(new MemoryTransaction(this.#warehouse, state, scope)))
  }

  /** Works on a copy of all there is, which nobody sees. */
  async rehearse(scope: string, work: (tx: Transaction) => Promise<void>): Promise<Rejected> {
    const rejections: Rejection[] = []
    const state = structuredClone(this.#warehouse.state)
    await work(new MemoryTransaction(this.#warehouse, state, scope, rejections))
    return { rejected: rejections.length, ...(rejections.length > 0 && { rejections }) }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
