import assert from 'node:assert/strict'
import {
  collect,
  ConflictError,
  each,
  type Journal,
  type PendingUnit,
  type Sink,
  type Snapshot,
  type Unit,
} from '@arbalest/core/plugin'
import { memoryFixture } from '../memory/fixture.js'
import type { SinkFixture } from '../sink-fixture.js'
import { testWith, type Test } from '../test.js'
import { inPages, unit } from './units.js'

const SCOPE = 'pipeline/step'
const ORIGIN = { table: 'events', way: 'suite' }
const CONTEXT = { scope: SCOPE, origin: ORIGIN }

/** What a snapshot found pending. */
interface Found {
  readonly snapshot: Snapshot
  readonly units: readonly PendingUnit[]
}

/** How a journal is made, and against which sink it is tested. */
export interface JournalFixtures {
  /** Makes a journal of `scope` on `sink`, as another process would. */
  journal(sink: Sink, scope: string): Journal
  /** Makes a fresh, isolated sink. Default: in memory. */
  create?(): Promise<SinkFixture>
}

/** Tests that a journal keeps every promise of `Journal`. */
export function testJournal(test: Test, { journal, create = memoryFixture }: JournalFixtures): void {
  const it = testWith(test, create)
  const look = async (sink: Sink, units: readonly Unit[]): Promise<Found> => {
    const snapshot = await journal(sink, SCOPE).open()
    return { snapshot, units: await collect(each(snapshot.pending(inPages(units)))) }
  }
  const pending = async (sink: Sink, ...units: readonly Unit[]) => (await look(sink, units)).units
  const recordFound = (sink: Sink, { snapshot, units }: Found) =>
    sink.transaction(CONTEXT, (tx) => snapshot.record(tx, units))
  const record = async (sink: Sink, units: readonly Unit[]) => recordFound(sink, await look(sink, units))
  const newest = async (sink: Sink) => (await journal(sink, SCOPE).open()).newest()
  const upkeep = (sink: Sink) => journal(sink, SCOPE).upkeep
  const versions = async (sink: Sink) =>
    (await collect(each(upkeep(sink).marks()))).map(({ key, version }) => ({ key, version }))

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

  it('has a unit pending whose version has changed, and tells the one it was recorded at', async ({
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

  it('lists all that is recorded, in key order, at its last version', async (fixture) => {
    await record(fixture.sink, [unit('b', '1'), unit('c', '1')])
    await record(fixture.sink, [unit('a', '1'), unit('b', '2')])
    const marks = await versions(await fixture.another())
    assert.deepEqual(marks, [
      { key: 'a', version: '1' },
      { key: 'b', version: '2' },
      { key: 'c', version: '1' },
    ])
  })

  it('forgets units, which are then pending as if they had never been loaded', async (fixture) => {
    await record(fixture.sink, [unit('a', '1'), unit('b', '1'), unit('c', '1')])
    assert.deepEqual(await upkeep(fixture.sink).forget(['b', 'c', 'z']), ['b', 'c'])
    assert.deepEqual(await upkeep(fixture.sink).forget(['b']), [])
    const found = await pending(await fixture.another(), unit('a', '1'), unit('b', '1'), unit('c', '1'))
    assert.deepEqual(
      found.map(({ key, previous }) => [key, previous]),
      [
        ['b', undefined],
        ['c', undefined],
      ],
    )
    assert.equal(await newest(fixture.sink), 'a')
    await record(fixture.sink, [unit('b', '1')])
    assert.deepEqual(await pending(fixture.sink, unit('b', '1')), [])
  })

  it('begins with what is imported, once', async (fixture) => {
    const marks = Array.from({ length: 2_500 }, (_, index) =>
      unit(`key/${String(index).padStart(5, '0')}`, '1'),
    )
    assert.equal(await upkeep(fixture.sink).import(inPages(marks), ORIGIN), 2_500)
    const rival = await fixture.another()
    assert.deepEqual(
      (await pending(rival, ...marks, unit('key/z', '1'))).map(({ key }) => key),
      ['key/z'],
    )
    await assert.rejects(upkeep(rival).import(inPages(marks), ORIGIN), { name: 'ConfigError' })
  })

  it('imports nothing if the import fails half way', async ({ sink }) => {
    const failing = async function* () {
      yield Array.from({ length: 1_500 }, (_, index) => unit(`key/${String(index).padStart(5, '0')}`, '1'))
      throw new RangeError('no more')
    }
    await assert.rejects(upkeep(sink).import(failing(), ORIGIN), RangeError)
    assert.deepEqual(await versions(sink), [])
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
    const originOf = async () => (await journal(sink, SCOPE).open()).origin
    assert.equal(await originOf(), undefined)
    await record(sink, [unit('a', '1'), unit('b', '1')])
    assert.deepEqual(await originOf(), ORIGIN)
    await upkeep(sink).forget(['a'])
    assert.deepEqual(await originOf(), ORIGIN)
  })

  it('says how what was imported was loaded', async ({ sink }) => {
    await upkeep(sink).import(inPages([unit('a', '1')]), ORIGIN)
    assert.deepEqual((await journal(sink, SCOPE).open()).origin, ORIGIN)
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
    await assert.rejects(pending(sink, unit('b', '1'), unit('a', '1')), { code: 'UNSORTED' })
  })
}
