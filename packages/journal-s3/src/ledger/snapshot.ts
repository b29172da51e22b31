import { ascending, type Mark, type PendingUnit, type Transaction, type Unit } from '@arbalest/core'
import { detached, keyOf, versionOf, type Entry } from '../segments/entry.js'
import type { JournalState } from './journal-state.js'
import type { Recorder } from './recorder.js'
import type { ScopeJournal } from './scope-journal.js'

/**
 * One consistent view of a journal, for one plan: read once, and recorded against.
 * What others record meanwhile is not seen; the first record after it throws
 * `ConflictError`.
 */
export class Snapshot {
  readonly #journal: ScopeJournal
  readonly #recorder: Recorder
  /** As the journal was opened: what is read comes from it. */
  readonly #opened: JournalState
  /** What has become of it by what was recorded since. */
  #state: JournalState

  constructor(journal: ScopeJournal, recorder: Recorder, state: JournalState) {
    this.#journal = journal
    this.#recorder = recorder
    this.#opened = state
    this.#state = state
  }

  /** Those of `units` not yet loaded as they now stand, in the same order. */
  async *pending(units: AsyncIterable<Unit>): AsyncGenerator<PendingUnit> {
    const cursor = this.#opened.cursor()
    try {
      for await (const unit of ascending(units)) {
        const found = cursor.find(unit.key)
        const version = found instanceof Promise ? await found : found
        if (version === unit.version) continue
        yield { ...unit, previous: typeof version === 'string' ? detached(version) : undefined }
      }
    } catch (error) {
      throw await this.#explained(error)
    } finally {
      await cursor.close()
    }
  }

  /** The greatest key it has of any unit, or undefined if it has none. */
  async newest(): Promise<string | undefined> {
    const greatest = this.#opened.greatest()
    if (greatest === undefined || (await this.find([greatest])).has(greatest)) return greatest
    // It was forgotten, which is rare enough to look for the one before it among all there are.
    let newest: string | undefined
    for await (const { key } of this.marks()) newest = key
    return newest
  }

  /** All that is recorded, in key order. */
  async *marks(): AsyncGenerator<Mark> {
    const cursor = this.#opened.cursor()
    try {
      for await (const line of cursor.lines()) {
        const version = versionOf(line)
        if (version !== null) yield { key: keyOf(line), version }
      }
    } catch (error) {
      throw await this.#explained(error)
    } finally {
      await cursor.close()
    }
  }

  /** The version at which each of `keys` is recorded, of those that are, in key order. */
  async find(keys: readonly string[]): Promise<Map<string, string>> {
    try {
      return await this.#opened.find(keys)
    } catch (error) {
      throw await this.#explained(error)
    }
  }

  /** Records entries, inside the transaction that loads them. Throws `ConflictError` if another has recorded meanwhile. */
  async record(tx: Transaction, entries: readonly Entry[]): Promise<void> {
    if (entries.length > 0) this.#state = await this.#recorder.add(tx, this.#state, entries)
  }

  #explained(error: unknown): Promise<unknown> {
    return this.#journal.explained(error, this.#opened.head)
  }
}
