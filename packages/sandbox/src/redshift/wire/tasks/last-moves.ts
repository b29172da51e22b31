import type { Backend } from '../backend/backend.js'
import { insist } from '../backend/insist.js'

/** A COPY or an UNLOAD that has ended. */
interface Move {
  readonly id: number
  /** Of rows that it loaded or unloaded. */
  readonly count: number
}

/**
 * What `pg_last_copy_id()`, `pg_last_unload_id()` and the functions of their counts say. They are settings of the
 * session, which PostgreSQL sets back if the transaction is undone; on a cluster the last COPY stays the last. So
 * they are set again after it.
 */
export class LastMoves {
  readonly #backend: Backend
  readonly #owed = new Map<'copy' | 'unload', Move>()
  /** Whether what is owed has been set in the transaction that is open. */
  #set = false

  constructor(backend: Backend) {
    this.#backend = backend
  }

  async set(kind: 'copy' | 'unload', move: Move): Promise<void> {
    this.#owed.set(kind, move)
    this.#set = false
    await this.settle()
  }

  /** Makes up for what could not be set yet. */
  async settle(): Promise<void> {
    if (this.#owed.size === 0) return
    await this.#backend.quiet()
    const { skipping, status, pipelining } = this.#backend
    const forGood = status === 'I' && !pipelining
    if (skipping || status === 'E' || (this.#set && !forGood)) return
    const settings = Array.from(this.#owed, ([kind, move]) => moveSettings(kind, move))
    const query = () => this.#backend.query(`select ${settings.join(', ')}`)
    this.#set = true
    if (!forGood) return void (await query())
    await insist(query)
    this.#owed.clear()
  }
}

/** The calls that set what the functions of the last move of a kind return. */
export function moveSettings(kind: 'copy' | 'unload', { id, count }: Move): string {
  const set = (name: string, value: number) =>
    `postgres.set_config('redshift.last_${kind}_${name}', '${value}', false) as ${kind}_${name}`
  return `${set('id', id)}, ${set('count', count)}`
}
