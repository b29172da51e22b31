import { chunk } from '../contracts/source/iterables.js'
import type { JournalUpkeep } from '../contracts/journal/journal-upkeep.js'
import { ascending } from '../contracts/source/keys.js'
import type { Mark, MarkChange, Origin } from '../contracts/sink/mark.js'
import type { Transaction } from '../contracts/sink/transaction.js'
import { ConfigError } from '../faults/errors.js'
import type { ScopeMarks } from './scope-marks.js'

const IMPORTED_AT_ONCE = 1000

/** What an operator can see and change of a {@link SinkJournal}. */
export class SinkUpkeep implements JournalUpkeep {
  readonly #marks: ScopeMarks

  constructor(marks: ScopeMarks) {
    this.#marks = marks
  }

  marks(): AsyncIterable<readonly Mark[]> {
    return this.#marks.pages()
  }

  async import(marks: AsyncIterable<readonly Mark[]>, origin: Origin): Promise<number> {
    const { sink, scope } = this.#marks
    for await (const [mark] of this.marks()) {
      if (!mark) continue
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${scope}" already has a journal in ${sink.url}, with "${mark.key}" in it; import can begin only a journal without records.`,
      )
    }
    let imported = 0
    await sink.transaction({ scope, origin }, async (tx) => {
      for await (const some of chunk(ascending(marks), IMPORTED_AT_ONCE)) {
        await tx.mark(some.map(({ key, version, state, reason }) => ({ key, version, state, reason })))
        imported += some.length
      }
    })
    return imported
  }

  async forget(keys: readonly string[]): Promise<readonly string[]> {
    const { sink, scope } = this.#marks
    const unwanted = new Set(keys)
    const known: MarkChange[] = []
    for await (const page of this.marks()) {
      for (const { key, version } of page) {
        if (unwanted.has(key)) known.push({ key, version: null, previous: version })
      }
    }
    if (known.length > 0) await sink.transaction({ scope }, (tx) => tx.mark(known))
    return known.map(({ key }) => key)
  }

  async clear(work: (tx: Transaction) => Promise<void> = async () => {}): Promise<void> {
    const forgotten = ({ key, version }: Mark): MarkChange => ({ key, version: null, previous: version })
    const { sink, scope } = this.#marks
    await sink.transaction({ scope }, async (tx) => {
      await work(tx)
      // Read here, as what another run has recorded by now loses its rows, too.
      const changes = await this.#all(forgotten, tx.marks())
      if (changes.length > 0) await tx.mark(changes)
    })
  }

  async adopt(origin: Origin): Promise<void> {
    const changes = await this.#all(({ key, version, state, reason }) => ({
      key,
      version,
      state,
      reason,
      previous: version,
    }))
    const { sink, scope } = this.#marks
    if (changes.length > 0) await sink.transaction({ scope, origin }, (tx) => tx.mark(changes))
  }

  /** Returns a change for each mark that `read` yields. Default: as they are before the transaction that locks them, and compares them. */
  async #all(
    change: (mark: Mark) => MarkChange,
    read?: AsyncIterable<readonly Mark[]>,
  ): Promise<readonly MarkChange[]> {
    const changes: MarkChange[] = []
    for await (const page of this.#marks.pages(read)) changes.push(...page.map(change))
    return changes
  }
}
