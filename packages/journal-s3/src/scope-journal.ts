import {
  ConfigError,
  ConflictError,
  JOURNAL_HEAD,
  SourceError,
  type Sink,
  type Transaction,
} from '@arbalest/core'
import { formatHead, parseHead, type Head } from './head.js'
import { JournalFolder } from './journal-folder.js'
import { Snapshot } from './snapshot.js'
import type { Store } from './store.js'

/** The journal of one scope: which head it has in the sink, and what that head names in S3. */
export class ScopeJournal {
  readonly sink: Sink
  readonly scope: string
  readonly #store: Store
  readonly #key: string
  readonly #newId: () => string
  #folder: string | undefined

  /** `key` begins the keys of all the scope's objects; `newId` makes an id that no other has, of 16 hex digits. */
  constructor(sink: Sink, scope: string, store: Store, key: string, newId: () => string) {
    this.sink = sink
    this.scope = scope
    this.#store = store
    this.#key = key
    this.#newId = newId
  }

  /** The journal as it now stands. */
  async open(): Promise<Snapshot> {
    const head = await this.#head()
    // Each journal has a folder of its own, as two warehouses may have one scope, and one place in S3.
    const name = head?.folder ?? (this.#folder ??= this.#newId())
    const empty = new Snapshot(new JournalFolder(this.#store, this.#key, name, this.#newId), head, {
      runs: [],
    })
    if (!head) return empty
    try {
      return new Snapshot(empty.folder, head, await empty.folder.readIndex(head))
    } catch (error) {
      throw await this.explained(error, empty)
    }
  }

  /** Has the head be that of `after`. Throws `ConflictError` where it is no longer that of `before`. */
  move(tx: Transaction, before: Snapshot, after: Snapshot): Promise<void> {
    const previous = before.head && formatHead(before.head)
    return tx.mark([{ key: JOURNAL_HEAD, version: formatHead(after.head!), previous }])
  }

  /** `error`; or, where objects were removed because the journal had moved on from `snapshot`, one that a new plan cures. */
  async explained(error: unknown, snapshot: Snapshot): Promise<unknown> {
    if (!(error instanceof SourceError && error.code === 'JOURNAL_UNREADABLE' && snapshot.head)) return error
    const head = await this.#head()
    return head && formatHead(head) === formatHead(snapshot.head)
      ? error
      : new ConflictError(this.scope, JOURNAL_HEAD)
  }

  /** To pass over the marks of another journal would be to load again what they stand for: it throws `ConfigError`. */
  async #head(): Promise<Head | undefined> {
    let head: Head | undefined
    for await (const { key, version } of this.sink.marks(this.scope)) {
      head = key === JOURNAL_HEAD ? parseHead(version) : undefined
      if (head) continue
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${this.scope}" has the mark "${key}" at "${version}" in ${this.sink.url}, which is none of the journal "s3"; give the step the journal it was loaded with, or another name.`,
      )
    }
    return head
  }
}
