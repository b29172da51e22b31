import type { Sink, Statement } from '@arbalest/core/plugin'
import type { ChangeableSource } from './changeable-source.js'
import type { Row } from './events.js'

/** A sink to test, with nothing in it, and what a test needs around it. Closing it closes all of it. */
export interface SinkFixture extends AsyncDisposable {
  readonly sink: Sink
  /** One more sink on the same place, as another process would have it. */
  another(): Promise<Sink>
  /** A source that the sink can load from, with nothing in it. */
  readonly source: ChangeableSource
  /** The rows of a table in any order, by column; none where it is missing. */
  rows(table: string): Promise<readonly Row[]>
  /** The names of all tables but those the sink keeps its marks in, sorted. */
  tables(): Promise<readonly string[]>
  /** A statement that adds a row with this id, and nulls otherwise, to the table `events`. */
  insertion(id: number): Statement
}
