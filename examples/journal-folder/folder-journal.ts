import { pathToFileURL } from 'node:url'
import {
  collect,
  ConfigError,
  each,
  JOURNAL_HEAD,
  type Journal,
  type JournalUpkeep,
  type Mark,
  type Origin,
  type Sink,
  type Snapshot,
  type Transaction,
} from '@arbalest/core/plugin'
import { FolderSnapshot } from './folder-snapshot.js'
import { pageOf, ScopeStates } from './scope-state.js'

/** A journal in files of a folder. The one mark that names the file that counts is set by the transaction that loads. */
export class FolderJournal implements Journal {
  readonly upkeep: JournalUpkeep
  readonly folders: readonly string[]
  readonly #states: ScopeStates
  readonly #folder: string

  constructor(sink: Sink, scope: string, folder: string) {
    this.#folder = folder
    this.#states = new ScopeStates(sink, scope, folder)
    this.upkeep = new FolderUpkeep(this.#states)
    this.folders = [pathToFileURL(folder).href]
  }

  async open(): Promise<Snapshot> {
    return new FolderSnapshot(this.#states, await this.#states.read())
  }

  under(scope: string): FolderJournal {
    return new FolderJournal(this.#states.sink, scope, this.#folder)
  }
}

/** What an operator sees and changes of it. */
class FolderUpkeep implements JournalUpkeep {
  readonly #states: ScopeStates

  constructor(states: ScopeStates) {
    this.#states = states
  }

  async *marks(): AsyncGenerator<readonly Mark[]> {
    yield* pageOf(await this.#states.read())
  }

  async import(marks: AsyncIterable<readonly Mark[]>, origin: Origin): Promise<number> {
    const { sink, scope } = this.#states
    const before = await this.#states.read()
    if (before.marks.size > 0)
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${scope}" already has a journal; import can begin only a journal without records.`,
      )
    const all = new Map((await collect(each(marks))).map((mark) => [mark.key, mark]))
    await sink.transaction({ scope, origin }, (tx) => this.#states.move(tx, before, all))
    return all.size
  }

  async forget(keys: readonly string[]): Promise<readonly string[]> {
    const { sink, scope } = this.#states
    const before = await this.#states.read()
    const known = [...new Set(keys)].filter((key) => before.marks.has(key))
    const kept = new Map(before.marks)
    for (const key of known) kept.delete(key)
    if (known.length > 0) await sink.transaction({ scope }, (tx) => this.#states.move(tx, before, kept))
    return known
  }

  async clear(work: (tx: Transaction) => Promise<void> = async () => {}): Promise<void> {
    const { sink, scope } = this.#states
    await sink.transaction({ scope }, async (tx) => {
      await work(tx)
      // Read here, as what another run has recorded by now loses its rows, too.
      const { head } = await this.#states.read(tx.marks())
      if (head !== undefined) await tx.mark([{ key: JOURNAL_HEAD, version: null, previous: head }])
    })
  }

  async adopt(origin: Origin): Promise<void> {
    const { sink, scope } = this.#states
    const { head } = await this.#states.read()
    if (head === undefined) return
    await sink.transaction({ scope, origin }, (tx) =>
      tx.mark([{ key: JOURNAL_HEAD, version: head, previous: head }]),
    )
  }
}
