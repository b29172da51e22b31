import type { Journal, Snapshot } from '../contracts/journal/journal.js'
import type { JournalUpkeep } from '../contracts/journal/journal-upkeep.js'
import type { Sink } from '../contracts/sink/sink.js'
import { ScopeMarks } from './scope-marks.js'
import { SinkSnapshot } from './sink-snapshot.js'
import { SinkUpkeep } from './sink-upkeep.js'

/**
 * A journal kept as marks in the sink itself, one a unit: loaded and recorded as one.
 *
 * @example
 * ```ts
 * const journal = new SinkJournal(sink, 'daily/orders')
 * ```
 */
export class SinkJournal implements Journal {
  readonly upkeep: JournalUpkeep
  readonly #sink: Sink
  readonly #marks: ScopeMarks

  constructor(sink: Sink, scope: string) {
    this.#sink = sink
    this.#marks = new ScopeMarks(sink, scope)
    this.upkeep = new SinkUpkeep(this.#marks)
  }

  open(): Promise<Snapshot> {
    return SinkSnapshot.open(this.#marks)
  }

  under(scope: string): SinkJournal {
    return new SinkJournal(this.#sink, scope)
  }
}
