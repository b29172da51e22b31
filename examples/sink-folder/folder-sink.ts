import { pathToFileURL } from 'node:url'
import {
  compareKeys,
  type Fault,
  type Mark,
  type Sink,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { lock, type Wait } from './folder-lock.js'
import { readState, writeState } from './folder-state.js'
import { FolderTransaction } from './folder-transaction.js'

/** Tables and marks in one file of a folder, so that one rename commits both. */
export class FolderSink implements Sink {
  readonly url: string
  readonly powers = {}
  readonly #folder: string
  readonly #wait: Wait

  constructor(folder: string, wait: Wait = {}) {
    this.#folder = folder
    this.#wait = wait
    this.url = pathToFileURL(folder).href
  }

  check(): readonly Fault[] {
    return []
  }

  async *marks(scope: string): AsyncGenerator<readonly Mark[]> {
    const { marks } = await readState(this.#folder)
    const ofScope = [...(marks.get(scope)?.values() ?? [])]
    if (ofScope.length > 0) yield ofScope.toSorted((a, b) => compareKeys(a.key, b.key))
  }

  /** Throws `SinkError` with the code `FOLDER_LOCKED` if others have not ended within the wait. */
  async transaction<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const release = await lock(this.#folder, this.#wait)
    try {
      const state = await readState(this.#folder)
      const result = await work(new FolderTransaction(state, context))
      await writeState(this.#folder, state)
      return result
    } finally {
      await release()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
