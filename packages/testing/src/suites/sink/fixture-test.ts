import {
  collect,
  each,
  pages,
  type Mark,
  type Sink,
  type SourceObject,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { lines, type EventDocument, type Row } from '../../events.js'
import type { SinkFixture } from '../../sink-fixture.js'

/** A test whose body is given a fixture. */
export type FixtureTest = (name: string, body: (fixture: SinkFixture) => Promise<void>) => void

/** Returns the context of a transaction that loads from the fixture's source. */
export function inStep({ source }: Pick<SinkFixture, 'source'>, scope = 'p/step'): TransactionContext {
  return { scope, source, origin: { table: 'events', way: 'suite' } }
}

/** Returns all objects of a fixture's source. */
export function listed({ source }: Pick<SinkFixture, 'source'>): Promise<SourceObject[]> {
  return collect(each(pages<SourceObject>(source.list())))
}

/** Makes one object, called `key`, that holds these documents, and returns it. */
export async function objectOf(
  fixture: Pick<SinkFixture, 'source'>,
  key: string,
  ...documents: readonly EventDocument[]
): Promise<SourceObject[]> {
  await fixture.source.put(key, lines(...documents))
  return (await listed(fixture)).filter((object) => object.key === key)
}

/** Returns the keys and versions of the marks under a scope. */
export async function versionsOf(sink: Sink, scope = 'p/step'): Promise<Pick<Mark, 'key' | 'version'>[]> {
  return (await marksOf(sink, scope)).map(({ key, version }) => ({ key, version }))
}

/** Returns the marks under a scope. */
export function marksOf(sink: Sink, scope = 'p/step'): Promise<Mark[]> {
  return collect(each(sink.marks(scope)))
}

/** Returns rows in an order that can be compared. */
export function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].toSorted((a, b) => Number(a['id']) - Number(b['id']))
}
