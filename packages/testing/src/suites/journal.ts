import assert from 'node:assert/strict'
import { collect, ConflictError, each, type Journal, type Sink } from '@arbalest/core/plugin'
import { memoryFixture } from '../memory/fixture.js'
import type { SinkFixture } from '../sink-fixture.js'
import { testWith, type Test } from '../test.js'
import { CONTEXT, journalActs, ORIGIN } from './journal/journal-acts.js'
import { testQuarantine } from './journal/journal-quarantine.js'
import { testUpkeep } from './journal/journal-upkeep.js'
import { testWhole } from './journal/journal-whole.js'
import { inPages, unit } from './journal/units.js'

/** How a journal is made, and against which sink it is tested. */
export interface JournalFixtures {
  /** Makes a journal of `scope` on `sink`, as another process would. */
  journal(sink: Sink, scope: string): Journal
  /** Makes a fresh, isolated sink. Default: in memory. */
  create?(): Promise<SinkFixture>
}

/**
 * Tests that a journal keeps every promise of `Journal`.
 *
 * @example
 * ```ts
 * testJournal(test, { journal: (sink, scope) => new FolderJournal(folder, sink, scope) })
 * ```
 */
export function testJournal(test: Test, { journal, create = memoryFixture }: JournalFixtures): void {
  const it = testWith(test, create)
  const acts = journalActs(journal)
  const { look, pending, recordFound, record, newest, open, upkeep } = acts
  testUpkeep(it, { open, pending, record, newest, upkeep })
  testWhole(it, journal, acts)
  testQuarantine(it, acts)

  it('has every unit pending at first, in order', async ({ sink }) => {
    const units = [unit('a', '1'), unit('b', '1')]
    assert.deepEqual(
      (await pending(sink, ...units)).map(({ key, previous }) => [key, previous]),
      [
        ['a', undefined],
        ['b', undefined],
      ],
    )
  })

  it('has no unit pending that is recorded at its version', async (fixture) => {
    await record(fixture.sink, [unit('a', '1'), unit('c', '1')])
    const found = await pending(await fixture.another(), unit('a', '1'), unit('b', '1'), unit('c', '1'))
    assert.deepEqual(
      found.map(({ key }) => key),
      ['b'],
    )
  })

  it('has a unit pending whose version has changed, and reports the one it was recorded at', async ({
    sink,
  }) => {
    await record(sink, [unit('a', '1')])
    const found = await pending(sink, unit('a', '2'))
    assert.deepEqual(
      found.map(({ version, previous }) => ({ version, previous })),
      [{ version: '2', previous: '1' }],
    )
    await record(sink, [unit('a', '2')])
    assert.deepEqual(await pending(sink, unit('a', '2')), [])
  })

  it('forgets what a transaction recorded that then failed', async ({ sink }) => {
    const found = await look(sink, [unit('a', '1')])
    const work = sink.transaction(CONTEXT, async (tx) => {
      await found.snapshot.record(tx, found.units)
      throw new RangeError('no')
    })
    await assert.rejects(work, RangeError)
    assert.equal((await pending(sink, unit('a', '1'))).length, 1)
    await record(sink, [unit('a', '1')])
    assert.deepEqual(await pending(sink, unit('a', '1')), [])
  })

  it('remembers a unit that the source no longer has', async ({ sink }) => {
    await record(sink, [unit('a', '1'), unit('b', '1')])
    assert.deepEqual(await pending(sink, unit('b', '1')), [])
    assert.deepEqual(await pending(sink, unit('a', '1')), [])
  })

  it('returns the newest unit it has, by key', async ({ sink }) => {
    assert.equal(await newest(sink), undefined)
    await record(sink, [unit('b', '1'), unit('c', '1')])
    await record(sink, [unit('a', '1')])
    assert.equal(await newest(sink), 'c')
  })

  it('keeps scopes apart', async ({ sink }) => {
    await record(sink, [unit('a', '1')])
    const other = await collect(
      each((await journal(sink, 'pipeline/other').open()).pending(inPages([unit('a', '1')]))),
    )
    assert.equal(other.length, 1)
  })

  it('refuses what another run has recorded since', async (fixture) => {
    const rival = await fixture.another()
    const found = await look(fixture.sink, [unit('a', '1')])
    await record(rival, [unit('a', '1')])
    await assert.rejects(recordFound(fixture.sink, found), ConflictError)
  })

  it('records several batches against one snapshot', async (fixture) => {
    const units = [unit('a', '1'), unit('b', '1'), unit('c', '1')]
    const { snapshot } = await look(fixture.sink, units)
    for (const one of units) await recordFound(fixture.sink, { snapshot, units: [one] })
    assert.deepEqual(await pending(await fixture.another(), ...units), [])
  })

  it('says how what is recorded was loaded, and goes on to say so after some is forgotten', async ({
    sink,
  }) => {
    const originOf = async () => (await open(sink)).origin
    assert.equal(await originOf(), undefined)
    await record(sink, [unit('a', '1'), unit('b', '1')])
    assert.deepEqual(await originOf(), ORIGIN)
    await upkeep(sink).forget(['a'])
    assert.deepEqual(await originOf(), ORIGIN)
  })

  it('keeps thousands of units, recorded in any order of batches', async ({ sink }) => {
    const units = Array.from({ length: 3_000 }, (_, index) =>
      unit(`key/${String(index).padStart(5, '0')}`, '1'),
    )
    for (const from of [2_000, 0, 1_000]) await record(sink, units.slice(from, from + 1_000))
    assert.deepEqual(await pending(sink, ...units), [])
    const found = await pending(sink, ...units, unit('key/z', '1'))
    assert.deepEqual(
      found.map(({ key }) => key),
      ['key/z'],
    )
  })

  it('refuses units that are out of order', async ({ sink }) => {
    await record(sink, [unit('a', '1'), unit('b', '1'), unit('d', '1')])
    const units = [unit('a', '1'), unit('b', '1'), unit('b', '2'), unit('c', '1'), unit('d', '1')]
    // Whichever of the two it has, and at which version.
    for (const before of units) {
      for (const after of units.filter(({ key }) => key <= before.key))
        await assert.rejects(pending(sink, before, after), { code: 'UNSORTED' })
    }
  })
}
