import {
  ConfigError,
  ConflictError,
  each,
  JOURNAL_HEAD,
  type Mark,
  type Sink,
  type Transaction,
} from '@arbalest/core/plugin'
import type { ObjectStore } from '@arbalest/s3'
import { isUnreadable } from '../store/journal-error.js'
import { JournalFolder } from '../store/journal-folder.js'
import { formatHead, parseHead, type Head } from './head.js'
import { readIndex } from './journal-index.js'
import { JournalState } from './journal-state.js'

/** The journal of one scope: which head it has in the sink, and what that head names in S3. */
export class ScopeJournal {
  readonly sink: Sink
  readonly scope: string
  readonly #store: ObjectStore
  readonly #key: string
  readonly #newId: () => string
  #folder: string | undefined

  /** `key` begins the keys of all the scope's objects; `newId` makes an id that no other has, of 16 hex digits. */
  constructor(sink: Sink, scope: string, store: ObjectStore, key: string, newId: () => string) {
    this.sink = sink
    this.scope = scope
    this.#store = store
    this.#key = key
    this.#newId = newId
  }

  /** The journal as it now stands. */
  async read(): Promise<JournalState> {
    const mark = await this.#headMark()
    const head = mark && parseHead(mark.version)
    // Each journal has a folder of its own, as two warehouses may have one scope, and one place in S3.
    const name = head?.folder ?? (this.#folder ??= this.#newId())
    const folder = new JournalFolder(this.#store, this.#key, name, this.#newId)
    if (!mark || !head) return new JournalState(folder, undefined, { runs: [] })
    try {
      return new JournalState(folder, head, await readIndex(folder, head.index), mark.origin)
    } catch (error) {
      throw await this.explained(error, head)
    }
  }

  /** Makes the head that of `after`. Throws `ConflictError` if it is no longer that of `before`. */
  move(tx: Transaction, before: JournalState, after: JournalState<Head>): Promise<void> {
    const previous = before.head && formatHead(before.head)
    return tx.mark([{ key: JOURNAL_HEAD, version: formatHead(after.head), previous }])
  }

  /** Sets the head again as it is, for another origin. Throws `ConflictError` if it is no longer `head`. */
  stay(tx: Transaction, head: Head): Promise<void> {
    const version = formatHead(head)
    return tx.mark([{ key: JOURNAL_HEAD, version, previous: version }])
  }

  /** `error`; or, if objects were removed because the journal has moved on from `head`, one that a new plan cures. */
  async explained(error: unknown, head: Head | undefined): Promise<unknown> {
    if (!isUnreadable(error) || !head) return error
    const now = await this.#headMark()
    return now?.version === formatHead(head) ? error : new ConflictError(this.scope, JOURNAL_HEAD)
  }

  /** To pass over the marks of another journal would be to load again what they stand for: it throws `ConfigError`. */
  async #headMark(): Promise<Mark | undefined> {
    let head: Mark | undefined
    for await (const mark of each(this.sink.marks(this.scope))) {
      const { key, version } = mark
      head = key === JOURNAL_HEAD && parseHead(version) ? mark : undefined
      if (head) continue
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${this.scope}" has the mark "${key}" at "${version}" in ${this.sink.url}, which is none of the journal "s3"; give the step the journal it was loaded with, or another name.`,
      )
    }
    return head
  }
}
