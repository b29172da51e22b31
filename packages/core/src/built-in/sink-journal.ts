import { ConfigError } from '../faults/errors.js'
import { chunk } from '../contracts/iterables.js'
import { JOURNAL_HEAD, type Journal } from '../contracts/journal.js'
import { ascending } from '../contracts/keys.js'
import type { Mark, MarkChange, Sink, Transaction } from '../contracts/sink.js'
import type { PendingUnit, Unit } from '../contracts/unit.js'
import { unmarked } from './unmarked.js'

const IMPORTED_AT_ONCE = 1000

/** A journal kept as marks in the sink itself, one a unit: loaded and recorded as one. */
export class SinkJournal implements Journal {
  readonly #sink: Sink
  readonly #scope: string

  constructor(sink: Sink, scope: string) {
    this.#sink = sink
    this.#scope = scope
  }

  pending(units: AsyncIterable<Unit>): AsyncIterable<PendingUnit> {
    return unmarked(units, this.marks())
  }

  async newest(): Promise<string | undefined> {
    let newest: string | undefined
    for await (const { key } of this.marks()) newest = key
    return newest
  }

  async record(tx: Transaction, units: readonly PendingUnit[]): Promise<void> {
    for (const { key } of units) this.#refuseHead(key)
    await tx.mark(units.map(({ key, version, previous }) => ({ key, version, previous })))
  }

  async *marks(): AsyncGenerator<Mark> {
    for await (const mark of this.#sink.marks(this.#scope)) {
      this.#refuseHead(mark.key)
      yield mark
    }
  }

  async import(marks: AsyncIterable<Mark>): Promise<number> {
    for await (const { key } of this.marks()) {
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${this.#scope}" already has a journal in ${this.#sink.url}, with "${key}" in it; only one in which nothing is recorded can be begun by import.`,
      )
    }
    let imported = 0
    await this.#sink.transaction(this.#scope, async (tx) => {
      for await (const some of chunk(ascending(marks), IMPORTED_AT_ONCE)) {
        await tx.mark(some)
        imported += some.length
      }
    })
    return imported
  }

  async forget(keys: readonly string[]): Promise<string[]> {
    const unwanted = new Set(keys)
    const known: MarkChange[] = []
    for await (const { key, version } of this.marks()) {
      if (unwanted.has(key)) known.push({ key, version: null, previous: version })
    }
    if (known.length > 0) await this.#sink.transaction(this.#scope, (tx) => tx.mark(known))
    return known.map(({ key }) => key)
  }

  /** To pass over another journal's mark would be to load again all that it stands for. */
  #refuseHead(key: string): void {
    if (key !== JOURNAL_HEAD) return
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${this.#scope}" has been loaded with another journal, whose mark "${JOURNAL_HEAD}" stands in ${this.#sink.url}; name that journal again, or give the step another name.`,
    )
  }
}
