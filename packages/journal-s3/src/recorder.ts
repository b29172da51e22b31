import { compareKeys, type Transaction } from '@arbalest/core'
import { formatEntry, type Entry } from './entry.js'
import { removeOrphans } from './orphans.js'
import { runsToMerge } from './runs-to-merge.js'
import type { ScopeJournal } from './scope-journal.js'
import type { Sizes } from './segment-writer.js'
import type { Snapshot } from './snapshot.js'
import type { Store } from './store.js'

/** How a {@link Recorder} tidies up. */
export interface RecorderOptions {
  /** Of how many runs of about one size there is made one. */
  readonly fanIn: number
  readonly sizes: Sizes
  /** For how many milliseconds objects are kept that are referred to no more. */
  readonly keep: number
  readonly signal: AbortSignal
  /** Told what could not be tidied up. */
  readonly notice: (message: string) => void
}

/** Adds entries to a journal, and keeps its runs few and its folder clean. */
export class Recorder {
  readonly #journal: ScopeJournal
  readonly #store: Store
  readonly #options: RecorderOptions
  #merges = true
  #removes = true

  constructor(journal: ScopeJournal, store: Store, options: RecorderOptions) {
    this.#journal = journal
    this.#store = store
    this.#options = options
  }

  /**
   * Adds `entries` to `before`, as part of `tx`; answers the journal as it stands
   * once that is committed. Throws `ConflictError` where `before` is no more.
   */
  async add(tx: Transaction, before: Snapshot, entries: readonly Entry[]): Promise<Snapshot> {
    const lines = entries.toSorted((a, b) => compareKeys(a.key, b.key)).map(formatEntry)
    const recorded = before.index.runs.map((run) => run.recorded)
    const count = this.#merges ? runsToMerge(recorded, lines.length, this.#options.fanIn) : 0
    const after = await this.#write(before, lines, count)
    await this.#journal.move(tx, before, after)
    if (count > 0 && this.#removes) await this.#removeOrphans(before, after)
    return after
  }

  /** A merge that fails is not tried again, as to load is more urgent than to tidy up. */
  async #write(before: Snapshot, lines: readonly string[], count: number): Promise<Snapshot> {
    try {
      return await before.append(lines, count, this.#options.sizes)
    } catch (error) {
      this.#options.signal.throwIfAborted()
      if (count === 0) throw error
      this.#merges = false
      this.#notice('its segments could not be merged, and planning will take longer', error)
      return before.append(lines, 0, this.#options.sizes)
    }
  }

  /** The transaction, which has moved the head, holds off whoever else would write to the folder. */
  async #removeOrphans(before: Snapshot, after: Snapshot): Promise<void> {
    const { folder, head } = after
    try {
      await removeOrphans(this.#store, folder, {
        live: new Set([...before.keys(), ...after.keys()]),
        newest: folder.indexKey(head!.index),
        milliseconds: this.#options.keep,
      })
    } catch (error) {
      this.#options.signal.throwIfAborted()
      this.#removes = false
      this.#notice('what it no longer needs could not be removed', error)
    }
  }

  #notice(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.notice(`The journal of "${this.#journal.scope}" is in order, but ${what}: ${reason}`)
  }
}
