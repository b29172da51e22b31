import assert from 'node:assert/strict'
import {
  collect,
  each,
  type Journal,
  type JournalUpkeep,
  type Sink,
  type Unit,
  type VerifiedSegment,
} from '@arbalest/core/plugin'
import type { JournalFixtures } from './journal.js'
import { memoryFixture } from '../memory/fixture.js'
import { testWith, type Test } from '../test.js'
import { inPages, unit } from './journal/units.js'

const SCOPE = 'pipeline/step'
const ORIGIN = { table: 'events', way: 'suite' }

/** How a journal that can verify its segments is made, and how what it keeps is spoilt. */
export interface SegmentFixtures extends JournalFixtures {
  journal(sink: Sink, scope: string): Journal & { readonly upkeep: Required<JournalUpkeep> }
  /** Spoils a segment, as a faulty disk or a mistaken person might. */
  spoil(segment: VerifiedSegment): Promise<void>
}

/**
 * Tests that a journal which keeps segments reports which of them are spoilt: the promise of `JournalUpkeep.verify`.
 *
 * @example
 * ```ts
 * testSegments(test, { journal: (sink, scope) => journalIn(bucket, sink, scope), spoil: ({ url }) => bucket.put(url, 'spoilt') })
 * ```
 */
export function testSegments(test: Test, { journal, spoil, create = memoryFixture }: SegmentFixtures): void {
  const it = testWith(test, create)
  const verify = async (sink: Sink) => byUrl(await collect(journal(sink, SCOPE).upkeep.verify()))
  const record = async (sink: Sink) => {
    for (const units of BATCHES) {
      const snapshot = await journal(sink, SCOPE).open()
      const found = await collect(each(snapshot.pending(inPages(units))))
      await sink.transaction({ scope: SCOPE, origin: ORIGIN }, (tx) => snapshot.record(tx, found))
    }
  }

  it('finds nothing wrong with what is recorded, and has an entry for each unit of it', async (fixture) => {
    assert.equal(entriesOf(await verify(fixture.sink)), 0)
    await record(fixture.sink)
    await journal(fixture.sink, SCOPE).upkeep.forget(['key/0001', 'key/0150'])
    const segments = await verify(await fixture.another())
    assert.deepEqual(faultsOf(segments), [])
    const marks = await collect(each(journal(fixture.sink, SCOPE).upkeep.marks()))
    assert.equal(marks.length, 298)
    assert.ok(entriesOf(segments) >= marks.length, `${entriesOf(segments)} entries for ${marks.length} units`)
  })

  it('finds nothing wrong with what was imported, and has an entry for each unit of it', async ({ sink }) => {
    await journal(sink, SCOPE).upkeep.import(inPages(BATCHES.flat()), ORIGIN)
    const segments = await verify(sink)
    assert.deepEqual(faultsOf(segments), [])
    assert.ok(entriesOf(segments) >= 300, `${entriesOf(segments)} entries for 300 units`)
  })

  it('finds the same when it looks again, as to look changes nothing', async ({ sink }) => {
    await record(sink)
    const before = await collect(sink.marks(SCOPE))
    const found = await verify(sink)
    assert.deepEqual(await verify(sink), found)
    assert.deepEqual(await collect(sink.marks(SCOPE)), before)
  })

  it('reports each segment that is spoilt, by its name, and none that is whole', async (fixture) => {
    await record(fixture.sink)
    const whole = await verify(fixture.sink)
    assert.ok(whole.length > 0, 'there is a segment')
    for (const [place, segment] of whole.entries()) {
      await spoil(segment)
      const found = await verify(await fixture.another())
      assert.deepEqual(found.map(withoutFault), whole.map(withoutFault))
      assert.deepEqual(faultsOf(found), faultsOf(found.slice(0, place + 1)))
      assert.equal(faultsOf(found).length, place + 1)
      for (const { url, fault } of found.slice(0, place + 1)) {
        assert.ok(fault?.message.includes(url), `"${fault?.message}" names "${url}"`)
        assert.equal(fault?.retryable, false)
      }
    }
  })
}

/** Three times a hundred units. */
const BATCHES: readonly (readonly Unit[])[] = [0, 100, 200].map((from) =>
  Array.from({ length: 100 }, (_, index) => unit(`key/${String(from + index).padStart(4, '0')}`, '1')),
)

function byUrl(segments: readonly VerifiedSegment[]): VerifiedSegment[] {
  return segments.toSorted((a, b) => (a.url < b.url ? -1 : 1))
}

function entriesOf(segments: readonly VerifiedSegment[]): number {
  return segments.reduce((sum, { count }) => sum + count, 0)
}

function faultsOf(segments: readonly VerifiedSegment[]): string[] {
  return segments.flatMap(({ fault }) => fault?.message ?? [])
}

function withoutFault({ url, count }: VerifiedSegment): Omit<VerifiedSegment, 'fault'> {
  return { url, count }
}
