import type { Backend } from '../backend/backend.js'

/**
 * What `pg_last_copy_id()` and `pg_last_copy_count()` say. They are settings of the session, which PostgreSQL sets
 * back if the transaction is undone; on a cluster the last COPY stays the last. So they are set again after it.
 */
export class LastCopy {
  readonly #backend: Backend
  #owed: string | undefined
  /** Whether what is owed has been set in the transaction that is open. */
  #set = false

  constructor(backend: Backend) {
    this.#backend = backend
  }

  async set({ id, count }: { readonly id: number; readonly count: number }): Promise<void> {
    const set = (name: string, value: number) =>
      `postgres.set_config('redshift.last_copy_${name}', '${value}', false)`
    this.#owed = `select ${set('id', id)}, ${set('count', count)}`
    this.#set = false
    await this.settle()
  }

  /** Makes up for what could not be set yet. */
  async settle(): Promise<void> {
    const owed = this.#owed
    if (owed === undefined) return
    await this.#backend.quiet()
    const { skipping, status, pipelining } = this.#backend
    const forGood = status === 'I' && !pipelining
    if (skipping || status === 'E' || (this.#set && !forGood)) return
    this.#set = true
    if (forGood) this.#owed = undefined
    await this.#backend.query(owed)
  }
}
