import assert from 'node:assert/strict'
import { collect, ConflictError, type Journal, type PendingUnit, type Sink, type Unit } from '@arbalest/core'
import { memoryFixture } from './memory-fixture.js'
import type { SinkFixture } from './sink-fixture.js'
import { testWith, type Test } from './test.js'
import { each, unit } from './units.js'

const SCOPE = 'pipeline/step'

/** How a journal is made, and against which sink it is tested. */
export interface JournalFixtures {
  /** A journal of `scope` on `sink`; each call is as another process's. */
  journal(sink: Sink, scope: string): Journal
  /** A fresh, isolated sink; in memory unless given. */
  create?(): Promise<SinkFixture>
}

/** That a journal keeps every promise of `Journal`. */
export function testJournal(test: Test, { journal, create = memoryFixture }: JournalFixtures): void {
  const it = testWith(test, create)
  const pending = (sink: Sink, ...units: readonly Unit[]) =>
    collect(journal(sink, SCOPE).pending(each(units)))
  const record = (sink: Sink, units: readonly PendingUnit[]) =>
    sink.transaction(SCOPE, (tx) => journal(sink, SCOPE).record(tx, units))

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
    await record(sink, found)
    assert.deepEqual(await pending(sink, unit('a', '2')), [])
  })

  it('forgets what a transaction recorded that then failed', async ({ sink }) => {
    const work = sink.transaction(SCOPE, async (tx) => {
      await journal(sink, SCOPE).record(tx, [unit('a', '1')])
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

  it('tells the newest unit it has, by key', async ({ sink }) => {
    assert.equal(await journal(sink, SCOPE).newest(), undefined)
    await record(sink, [unit('b', '1'), unit('c', '1')])
    await record(sink, [unit('a', '1')])
    assert.equal(await journal(sink, SCOPE).newest(), 'c')
  })

  it('lists all that is recorded, in key order, at its last version', async (fixture) => {
    await record(fixture.sink, [unit('b', '1'), unit('c', '1')])
    await record(fixture.sink, [unit('a', '1'), { ...unit('b', '2'), previous: '1' }])
    const marks = await collect(journal(await fixture.another(), SCOPE).marks())
    assert.deepEqual(marks, [
      { key: 'a', version: '1' },
      { key: 'b', version: '2' },
      { key: 'c', version: '1' },
    ])
  })

  it('forgets units, which are then pending as if they had never been loaded', async (fixture) => {
    await record(fixture.sink, [unit('a', '1'), unit('b', '1'), unit('c', '1')])
    assert.deepEqual(await journal(fixture.sink, SCOPE).forget(['b', 'c', 'z']), ['b', 'c'])
    assert.deepEqual(await journal(fixture.sink, SCOPE).forget(['b']), [])
    const found = await pending(await fixture.another(), unit('a', '1'), unit('b', '1'), unit('c', '1'))
    assert.deepEqual(
      found.map(({ key, previous }) => [key, previous]),
      [
        ['b', undefined],
        ['c', undefined],
      ],
    )
    assert.equal(await journal(fixture.sink, SCOPE).newest(), 'a')
    await record(fixture.sink, await pending(fixture.sink, unit('b', '1')))
    assert.deepEqual(await pending(fixture.sink, unit('b', '1')), [])
  })

  it('begins with what is imported, once', async (fixture) => {
    const marks = Array.from({ length: 2_500 }, (_, index) =>
      unit(`key/${String(index).padStart(5, '0')}`, '1'),
    )
    assert.equal(await journal(fixture.sink, SCOPE).import(each(marks)), 2_500)
    const rival = await fixture.another()
    assert.deepEqual(
      (await pending(rival, ...marks, unit('key/z', '1'))).map(({ key }) => key),
      ['key/z'],
    )
    await assert.rejects(journal(rival, SCOPE).import(each(marks)), { name: 'ConfigError' })
  })

  it('imports nothing where the import fails half way', async ({ sink }) => {
    const failing = async function* () {
      yield* Array.from({ length: 1_500 }, (_, index) => unit(`key/${String(index).padStart(5, '0')}`, '1'))
      throw new RangeError('no more')
    }
    await assert.rejects(journal(sink, SCOPE).import(failing()), RangeError)
    assert.deepEqual(await collect(journal(sink, SCOPE).marks()), [])
  })

  it('keeps scopes apart', async ({ sink }) => {
    await record(sink, [unit('a', '1')])
    const other = await collect(journal(sink, 'pipeline/other').pending(each([unit('a', '1')])))
    assert.equal(other.length, 1)
  })

  it('refuses what another run has recorded since', async (fixture) => {
    const rival = await fixture.another()
    const units = await pending(fixture.sink, unit('a', '1'))
    await record(rival, await pending(rival, unit('a', '1')))
    await assert.rejects(record(fixture.sink, units), ConflictError)
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
