import type { Statement } from '../sql/tokens/split-statements.js'
import type { Backend } from './backend/backend.js'
import { insist } from './backend/insist.js'

/**
 * The transaction that the statements of one query message share, as PostgreSQL has it: statements
 * outside any block of the client's are one transaction, which a BEGIN of the client's adopts.
 */
export class ImplicitBlock {
  readonly #backend: Backend
  #open: boolean

  /** `adopted` if the transaction is open already, since a pipeline that no Sync has ended is part of it. */
  constructor(backend: Backend, adopted: boolean) {
    this.#backend = backend
    this.#open = adopted
  }

  /** Must be called before each statement, `shared` if there are several; returns whether it was a BEGIN, which is then done. */
  async opensAt(statement: Statement, shared: boolean): Promise<boolean> {
    const word = statement.tokens[0]?.value ?? ''
    const begins = word === 'begin' || word === 'start'
    if (this.#backend.status === 'I') this.#open = false
    if (this.#open && begins) {
      this.#open = false
      return true
    }
    if (shared && !begins && this.#backend.status === 'I') {
      await this.#backend.query('begin')
      this.#open = true
    }
    return false
  }

  /** Ends the transaction, unless the client did or has adopted it. */
  async close(succeeded: boolean): Promise<void> {
    if (!this.#open || this.#backend.status === 'I') return
    if (succeeded) await this.#backend.query('commit')
    else await insist(() => this.#backend.query('rollback'))
  }
}
