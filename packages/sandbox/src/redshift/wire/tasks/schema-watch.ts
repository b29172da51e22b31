import type { SchemaChanges } from '../../statements/context/schema-changes.js'

/** Tells the cluster of the changes of one session: from the statement that may make them to the end of its transaction. */
export class SchemaWatch {
  readonly #changes: SchemaChanges
  #changing = false
  #running = false

  constructor(changes: SchemaChanges) {
    this.#changes = changes
  }

  /** To be called before a statement is sent that may change tables. */
  begin(): void {
    if (!this.#changing) this.#changes.begin()
    this.#changing = true
  }

  /** Does `work`, which may change tables in transactions of its own; `isOpen` says whether it left one open. */
  async during<T>(work: () => Promise<T>, isOpen: () => boolean): Promise<T> {
    this.begin()
    this.#running = true
    try {
      return await work()
    } finally {
      this.#running = false
      if (!isOpen()) this.ended()
    }
  }

  /** To be called when no transaction is open, and none will be by what was sent. */
  ended(): void {
    if (!this.#changing || this.#running) return
    this.#changing = false
    this.#changes.end()
  }

  /**
   * To be called when the connection is gone. If PostgreSQL had not answered, it may yet carry out what it was
   * sent: then tables count as changing from now on.
   */
  closed(answered: boolean): void {
    this.#running = false
    if (answered) this.ended()
  }
}
