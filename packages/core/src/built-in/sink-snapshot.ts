import type { Snapshot } from '../contracts/journal/journal.js'
import type { Mark, MarkChange, Origin } from '../contracts/sink/mark.js'
import type { Transaction } from '../contracts/sink/transaction.js'
import type { PendingUnit, QuarantinedUnit, Unit } from '../contracts/strategy/unit.js'
import type { ScopeMarks } from './scope-marks.js'
import { unmarked } from './unmarked.js'

/** The marks of a scope, read as they are compared. That they have not changed since is seen when a unit is recorded. */
export class SinkSnapshot implements Snapshot {
  readonly empty: boolean
  readonly origin: Origin | undefined
  readonly #marks: ScopeMarks
  /** All pages, the first of which has been read; used once, as later looks must see what was recorded meanwhile. */
  #opened: AsyncIterable<readonly Mark[]> | undefined

  private constructor(marks: ScopeMarks, first: readonly Mark[], opened: AsyncIterable<readonly Mark[]>) {
    this.#marks = marks
    this.#opened = opened
    const origins = first.flatMap(({ origin }) => origin ?? [])
    this.empty = first.length === 0
    // Marks that were set before the table had rows do not know which table it is.
    this.origin = origins.find(({ identity }) => identity !== undefined) ?? origins[0]
  }

  static async open(marks: ScopeMarks): Promise<SinkSnapshot> {
    const pages = marks.pages()
    const { value: first = [] } = await pages.next()
    return new SinkSnapshot(marks, first ?? [], resume(first ?? [], pages))
  }

  async newest(): Promise<string | undefined> {
    let newest: string | undefined
    for await (const page of this.#pages()) newest = page.at(-1)?.key ?? newest
    return newest
  }

  pending(
    units: AsyncIterable<readonly Unit[]>,
    quarantined?: (unit: QuarantinedUnit) => void,
  ): AsyncIterable<readonly PendingUnit[]> {
    return unmarked(units, this.#pages(), quarantined)
  }

  async record(
    tx: Transaction,
    loaded: readonly PendingUnit[],
    quarantined: readonly QuarantinedUnit[] = [],
  ): Promise<void> {
    for (const { key } of [...loaded, ...quarantined]) this.#marks.refuseHead(key)
    await tx.mark([
      ...loaded.map(({ key, version, previous }): MarkChange => ({ key, version, previous })),
      ...quarantined.map(({ key, version, previous, reason }): MarkChange => {
        return { key, version, previous, state: 'quarantined', reason }
      }),
    ])
  }

  #pages(): AsyncIterable<readonly Mark[]> {
    const opened = this.#opened ?? this.#marks.pages()
    this.#opened = undefined
    return opened
  }
}

async function* resume<T>(first: T, rest: AsyncGenerator<T, void, undefined>): AsyncGenerator<T> {
  yield first
  yield* rest
}
