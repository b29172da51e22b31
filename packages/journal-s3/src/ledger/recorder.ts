import type { Transaction } from '@arbalest/core/plugin'
import type { Entry } from '../segments/entry.js'
import type { Sizes } from '../segments/segment-writer.js'
import type { Head } from './head.js'
import type { JournalState } from './journal-state.js'
import { removeOrphans } from './orphans.js'
import { runsToMerge } from './runs-to-merge.js'
import type { ScopeJournal } from './scope-journal.js'

/** How a {@link Recorder} tidies up. */
interface RecorderOptions {
  /** How many runs of about one size are merged into one. */
  readonly fanIn: number
  readonly sizes: Sizes
  /** For how many milliseconds objects are kept that are no longer referred to. */
  readonly keep: number
  readonly signal: AbortSignal
  /** Called with what could not be tidied up. */
  readonly notice: (message: string) => void
}

/** Adds entries to a journal, and keeps its runs few and its folder clean. */
export class Recorder {
  readonly #journal: ScopeJournal
  readonly #options: RecorderOptions
  #merges = true
  #removes = true

  constructor(journal: ScopeJournal, options: RecorderOptions) {
    this.#journal = journal
    this.#options = options
  }

  /**
   * Adds `entries` to `before`, as part of `tx`; returns the journal as it stands
   * once that is committed. Throws `ConflictError` if the journal is no longer `before`.
   */
  async add(tx: Transaction, before: JournalState, entries: readonly Entry[]): Promise<JournalState> {
    const recorded = before.index.runs.map((run) => run.recorded)
    const count = this.#merges ? runsToMerge(recorded, entries.length, this.#options.fanIn) : 0
    const after = await this.#write(before, entries, count)
    await this.#journal.move(tx, before, after)
    if (count > 0 && this.#removes) await this.#removeOrphans(before, after)
    return after
  }

  /** A merge that fails is not tried again, as to load is more urgent than to tidy up. */
  async #write(before: JournalState, entries: readonly Entry[], count: number): Promise<JournalState<Head>> {
    try {
      return await before.append(entries, count, this.#options.sizes)
    } catch (error) {
      this.#options.signal.throwIfAborted()
      if (count === 0) throw error
      this.#merges = false
      this.#notice('its segments could not be merged, so planning will take longer', error)
      return before.append(entries, 0, this.#options.sizes)
    }
  }

  /** The transaction, which has moved the head, holds off everybody else who would write to the folder. */
  async #removeOrphans(before: JournalState, after: JournalState<Head>): Promise<void> {
    const { folder, head } = after
    try {
      await removeOrphans(folder, {
        live: new Set([...before.keys(), ...after.keys()]),
        newest: folder.keyOf('index', head.index),
        milliseconds: this.#options.keep,
      })
    } catch (error) {
      this.#options.signal.throwIfAborted()
      this.#removes = false
      this.#notice('the objects that it no longer needs could not be removed', error)
    }
  }

  #notice(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.notice(`The journal of "${this.#journal.scope}" is in order, but ${what}: ${reason}`)
  }
}
