import { collect, type SourceObject } from '@arbalest/core/plugin'
import { lines, type EventDocument } from '@arbalest/testing'
import type { RedshiftFixture } from './warehouse.js'

/** Has the source of `fixture` hold one object, `a.json`, with a line for each of `documents`, and lists it. */
export async function putObject(
  { source }: RedshiftFixture,
  ...documents: EventDocument[]
): Promise<SourceObject[]> {
  await source.put('a.json', lines(...documents))
  return collect(source.list())
}
