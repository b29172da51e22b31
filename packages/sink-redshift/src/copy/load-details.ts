import { setTimeout as sleep } from 'node:timers/promises'
import type { WithSession } from '../session/session.js'
import { loadDetail, type LoadDetail } from '../statements/catalog/load-detail.js'

/** Milliseconds between two looks: what Redshift notes of a COPY may come a little later than its answer. */
const PAUSES = [250, 500, 1_000, 2_000]

/** Asks Redshift what it noted of COPYs; in sessions of its own, as a query that fails would fail the transaction that loads. */
export class LoadDetails {
  readonly #withSession: WithSession
  /** Whether asking has failed once: what the user may not see is not asked for again. */
  #failed = false
  #isPrepared = false

  constructor(withSession: WithSession) {
    this.#withSession = withSession
  }

  /** Has a session opened while the first COPY runs that is asked about. It is there unless that takes longer than an idle session is kept. */
  prepare(): void {
    if (this.#isPrepared) return
    this.#isPrepared = true
    // If none can be opened, that is seen when it is needed.
    this.#withSession(async () => {}).catch(() => {})
  }

  /** Returns what was noted of the COPY of this number, once as many `files` are noted, or after four seconds; undefined if that cannot be found out. */
  async of(query: number, files: number): Promise<LoadDetail | undefined> {
    let detail = await this.#read(query)
    for (const pause of PAUSES) {
      // A cluster that has noted nothing at all will not begin to.
      if (!detail || detail.files >= files) return detail
      await sleep(pause)
      detail = await this.#read(query)
    }
    return detail
  }

  async #read(query: number): Promise<LoadDetail | undefined> {
    if (this.#failed) return undefined
    try {
      const [row] = await this.#withSession((session) =>
        session.query(loadDetail(query), 'read what a COPY noted'),
      )
      const files = Number(row?.['files'] ?? 0)
      return files === 0 ? undefined : { files, lines: Number(row?.['lines'] ?? 0) }
    } catch {
      this.#failed = true
      return undefined
    }
  }
}
