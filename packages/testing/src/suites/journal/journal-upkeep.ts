import assert from 'node:assert/strict'
import { collect, each, type Sink } from '@arbalest/core/plugin'
import type { SinkFixture } from '../../sink-fixture.js'
import { ORIGIN, type JournalActs } from './journal-acts.js'
import { inPages, unit } from './units.js'

/** Tests what an operator sees and changes of a journal. */
export function testUpkeep(
  it: (name: string, run: (fixture: SinkFixture) => Promise<void>) => void,
  { open, pending, record, newest, upkeep }: Omit<JournalActs, 'look' | 'recordFound'>,
): void {
  const versions = async (sink: Sink) =>
    (await collect(each(upkeep(sink).marks()))).map(({ key, version }) => ({ key, version }))

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

  it('says how what was imported was loaded', async ({ sink }) => {
    await upkeep(sink).import(inPages([unit('a', '1')]), ORIGIN)
    assert.deepEqual((await open(sink)).origin, ORIGIN)
  })
}
