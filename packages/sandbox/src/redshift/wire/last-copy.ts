import type { Backend } from './backend.js'

/**
 * What `pg_last_copy_id()` and `pg_last_copy_count()` say: settings of the session, which cannot be set
 * before a transaction that failed has ended.
 */
export class LastCopy {
  readonly #backend: Backend
  #owed: string | undefined

  constructor(backend: Backend) {
    this.#backend = backend
  }

  async set({ id, count }: { readonly id: number; readonly count: number }): Promise<void> {
    const set = (name: string, value: number) =>
      `pg_catalog.set_config('redshift.last_copy_${name}', '${value}', false)`
    this.#owed = `select ${set('id', id)}, ${set('count', count)}`
    await this.settle()
  }

  /** Makes up for what could not be set yet. */
  async settle(): Promise<void> {
    if (this.#owed === undefined || this.#backend.status === 'E') return
    await this.#backend.quiet()
    const owed = this.#owed
    if (owed === undefined || this.#backend.skipping) return
    this.#owed = undefined
    await this.#backend.query(owed)
  }
}
