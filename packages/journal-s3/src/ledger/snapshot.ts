import {
  compareKeys,
  unsorted,
  type Mark,
  type Origin,
  type PendingUnit,
  type QuarantinedUnit,
  type Snapshot,
  type Transaction,
  type Unit,
} from '@arbalest/core/plugin'
import { detached, keyOf, quarantinedIn, versionOf, type Entry } from '../segments/entry.js'
import type { JournalState } from './journal-state.js'
import type { Recorder } from './recorder.js'
import type { ScopeJournal } from './scope-journal.js'

const MARKS_A_PAGE = 1000

/**
 * One consistent view of a journal, for one plan: read once, and recorded against.
 * What others record meanwhile is not seen; the first record after it throws
 * `ConflictError`.
 */
export class S3Snapshot implements Snapshot {
  readonly empty: boolean
  readonly origin: Origin | undefined
  readonly cuts: readonly string[]
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
    this.empty = state.isEmpty
    this.origin = state.isEmpty ? undefined : state.origin
    this.cuts = state.cuts()
  }

  async *pending(
    units: AsyncIterable<readonly Unit[]>,
    quarantined: (unit: QuarantinedUnit) => void = () => {},
  ): AsyncGenerator<readonly PendingUnit[]> {
    const cursor = this.#opened.cursor()
    let before: string | undefined
    try {
      for await (const page of units) {
        const pending: PendingUnit[] = []
        for (const unit of page) {
          const last = before
          before = unit.key
          // What passes is in order as the lines of the journal are.
          if (cursor.pass(unit.key, unit.version)) continue
          if (last !== undefined && compareKeys(last, unit.key) >= 0) throw unsorted(last, unit.key)
          const found = cursor.find(unit.key)
          const line = found instanceof Promise ? await found : found
          const version = line === undefined ? undefined : versionOf(line)
          const reason = line === undefined ? undefined : quarantinedIn(line)
          if (version !== unit.version) {
            const previous = typeof version === 'string' ? detached(version) : undefined
            pending.push({ ...unit, previous, ...(reason !== undefined && { wasQuarantined: true }) })
          } else if (reason !== undefined) quarantined({ ...unit, previous: version, reason })
        }
        if (pending.length > 0) yield pending
      }
    } catch (error) {
      throw await this.#explained(error)
    } finally {
      await cursor.close()
    }
  }

  async newest(): Promise<string | undefined> {
    const greatest = this.#opened.greatest()
    if (greatest === undefined || (await this.find([greatest])).has(greatest)) return greatest
    // It was forgotten, which is rare enough to look for the one before it among all there are.
    let newest: string | undefined
    for await (const page of this.marks()) newest = page.at(-1)?.key ?? newest
    return newest
  }

  async record(
    tx: Transaction,
    loaded: readonly PendingUnit[],
    quarantined: readonly QuarantinedUnit[] = [],
  ): Promise<void> {
    const aside = quarantined.map(({ key, version, reason }) => ({ key, version, quarantined: reason }))
    await this.change(tx, [...loaded, ...aside])
  }

  /** Adds entries, inside a transaction. Throws `ConflictError` if another has recorded meanwhile. */
  async change(tx: Transaction, entries: readonly Entry[]): Promise<void> {
    if (entries.length > 0) this.#state = await this.#recorder.add(tx, this.#state, entries)
  }

  /** Yields all that is recorded, in pages, in key order. */
  async *marks(): AsyncGenerator<readonly Mark[]> {
    const { origin } = this
    const cursor = this.#opened.cursor()
    try {
      let page: Mark[] = []
      for await (const line of cursor.lines()) {
        const version = versionOf(line)
        if (version === null || page.push(markOf(line, version, origin)) < MARKS_A_PAGE) continue
        yield page
        page = []
      }
      if (page.length > 0) yield page
    } catch (error) {
      throw await this.#explained(error)
    } finally {
      await cursor.close()
    }
  }

  /** Returns the version at which each of `keys` is recorded, of those that are, in key order. */
  async find(keys: readonly string[]): Promise<Map<string, string>> {
    try {
      return await this.#opened.find(keys)
    } catch (error) {
      throw await this.#explained(error)
    }
  }

  #explained(error: unknown): Promise<unknown> {
    return this.#journal.explained(error, this.#opened.head)
  }
}

function markOf(line: string, version: string, origin: Origin | undefined): Mark {
  const reason = quarantinedIn(line)
  const key = keyOf(line)
  return reason === undefined
    ? { key, version, origin }
    : { key, version, state: 'quarantined', reason, origin }
}
