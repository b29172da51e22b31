import { collect, type SourceObject } from '@arbalest/core'
import { lines, type EventDocument, type Row } from '../events.js'
import type { SinkFixture } from '../sink-fixture.js'

/** A test whose body is given a fixture. */
export type FixtureTest = (name: string, body: (fixture: SinkFixture) => Promise<void>) => void

/** One object, called `key`, that holds these documents. */
export async function objectOf(
  { source }: SinkFixture,
  key: string,
  ...documents: readonly EventDocument[]
): Promise<SourceObject[]> {
  await source.put(key, lines(...documents))
  return (await collect(source.list())).filter((object) => object.key === key)
}

/** Rows in an order that can be compared. */
export function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].toSorted((a, b) => Number(a['id']) - Number(b['id']))
}
