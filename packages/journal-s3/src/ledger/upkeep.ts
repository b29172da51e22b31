import {
  ascending,
  ConfigError,
  ConflictError,
  JOURNAL_HEAD,
  type JournalUpkeep,
  type Mark,
  type Origin,
  type Transaction,
  type VerifiedSegment,
} from '@arbalest/core/plugin'
import { formatEntry, type Entry } from '../segments/entry.js'
import { SegmentWriter, type Sizes } from '../segments/segment-writer.js'
import type { ScopeJournal } from './scope-journal.js'
import type { S3Snapshot } from './snapshot.js'
import { verifySegments } from './verify-segments.js'

/** What an operator can see and change of a journal in S3. */
export class S3Upkeep implements JournalUpkeep {
  readonly #journal: ScopeJournal
  readonly #open: () => Promise<S3Snapshot>
  readonly #sizes: Sizes

  constructor(journal: ScopeJournal, open: () => Promise<S3Snapshot>, sizes: Sizes) {
    this.#journal = journal
    this.#open = open
    this.#sizes = sizes
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    yield* (await this.#open()).marks()
  }

  async import(marks: AsyncIterable<readonly Mark[]>, origin: Origin): Promise<number> {
    const { sink, scope } = this.#journal
    const empty = await this.#journal.read()
    if (!empty.isEmpty) {
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${scope}" already has a journal in ${sink.url}; import can begin only a journal without records.`,
      )
    }
    const writer = new SegmentWriter(empty.folder, this.#sizes)
    for await (const page of ascending(marks))
      for (const mark of page) await writer.add(formatEntry(entryOf(mark)))
    const segments = await writer.finish()
    if (segments.length === 0) return 0
    await sink.transaction({ scope, origin }, async (tx) => {
      await this.#journal.move(tx, empty, await empty.begin(segments))
    })
    return segments.reduce((sum, { count }) => sum + count, 0)
  }

  async forget(keys: readonly string[]): Promise<readonly string[]> {
    const { sink, scope } = this.#journal
    const snapshot = await this.#open()
    const known = [...(await snapshot.find(keys)).keys()]
    if (known.length > 0) {
      const entries = known.map((key) => ({ key, version: null }))
      await sink.transaction({ scope }, (tx) => snapshot.change(tx, entries))
    }
    return known
  }

  async clear(work: (tx: Transaction) => Promise<void> = async () => {}): Promise<void> {
    const { sink, scope } = this.#journal
    const state = await this.#journal.read()
    await sink.transaction({ scope }, async (tx) => {
      await work(tx)
      // It keeps its folder, so that its objects are removed as any that are no longer referred to.
      if (state.head) await this.#journal.move(tx, state, await state.begin([]))
    })
  }

  async adopt(origin: Origin): Promise<void> {
    const { sink, scope } = this.#journal
    const { head } = await this.#journal.read()
    if (head) await sink.transaction({ scope, origin }, (tx) => this.#journal.stay(tx, head))
  }

  /**
   * Throws `JournalError` if the index cannot be read, and `ConflictError` if a segment is
   * spoilt that another run has merged into others meanwhile, as it may have been removed.
   */
  async *verify(): AsyncGenerator<VerifiedSegment> {
    for await (const { key, ...verified } of verifySegments(await this.#journal.read())) {
      if (verified.fault && !(await this.#journal.read()).keys().includes(key))
        throw new ConflictError(this.#journal.scope, JOURNAL_HEAD)
      yield verified
    }
  }
}

function entryOf({ key, version, state, reason = '' }: Mark): Entry {
  return state === 'quarantined' ? { key, version, quarantined: reason } : { key, version }
}
