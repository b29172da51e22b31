import assert from 'node:assert/strict'
import { collect, each, type QuarantinedUnit, type Sink } from '@arbalest/core/plugin'
import type { SinkFixture } from '../../sink-fixture.js'
import { CONTEXT, type JournalActs } from './journal-acts.js'
import { inPages, unit } from './units.js'

const REASON = `line 3: it's "no" number, \\ or \u{1F600}`

/** Tests what a journal keeps of units that cannot be loaded. */
export function testQuarantine(
  it: (name: string, run: (fixture: SinkFixture) => Promise<void>) => void,
  { open, look, pending, record, upkeep }: JournalActs,
): void {
  /** Records `a` and `c` as loaded, and `b` as quarantined. */
  const prepare = async (sink: Sink): Promise<void> => {
    const { snapshot, units } = await look(sink, [unit('a', '1'), unit('b', '1'), unit('c', '1')])
    const [a, b, c] = units
    await sink.transaction(CONTEXT, (tx) => snapshot.record(tx, [a!, c!], [{ ...b!, reason: REASON }]))
  }
  const quarantined = async (sink: Sink, ...keys: readonly string[]): Promise<QuarantinedUnit[]> => {
    const found: QuarantinedUnit[] = []
    const units = inPages(keys.map((key) => unit(key, '1')))
    await collect((await open(sink)).pending(units, (one) => void found.push(one)))
    return found
  }
  const marks = async (sink: Sink) =>
    (await collect(each(upkeep(sink).marks()))).map(({ key, version, state = 'loaded', reason }) => [
      key,
      version,
      state,
      reason,
    ])

  it('keeps that a unit is quarantined, and why, for other processes too', async (fixture) => {
    await prepare(fixture.sink)
    assert.deepEqual(await marks(await fixture.another()), [
      ['a', '1', 'loaded', undefined],
      ['b', '1', 'quarantined', REASON],
      ['c', '1', 'loaded', undefined],
    ])
  })

  it('has no unit pending that is quarantined at its version, and says which those are', async ({ sink }) => {
    await prepare(sink)
    assert.deepEqual(await pending(sink, unit('a', '1'), unit('b', '1'), unit('c', '1')), [])
    const found = await quarantined(sink, 'a', 'b', 'c')
    assert.deepEqual(
      found.map(({ key, version, reason }) => ({ key, version, reason })),
      [{ key: 'b', version: '1', reason: REASON }],
    )
    assert.deepEqual(await quarantined(sink, 'a', 'c'), [])
  })

  it('has a quarantined unit pending once it has changed, and says that its rows are not there', async ({
    sink,
  }) => {
    await prepare(sink)
    const found = await pending(sink, unit('a', '2'), unit('b', '2'))
    assert.deepEqual(
      found.map(({ key, previous, wasQuarantined = false }) => [key, previous, wasQuarantined]),
      [
        ['a', '1', false],
        ['b', '1', true],
      ],
    )
  })

  it('takes a unit for loaded once it is recorded so', async ({ sink }) => {
    await prepare(sink)
    await record(sink, [unit('b', '2')])
    assert.deepEqual(await marks(sink), [
      ['a', '1', 'loaded', undefined],
      ['b', '2', 'loaded', undefined],
      ['c', '1', 'loaded', undefined],
    ])
    const [b] = await pending(sink, unit('b', '3'))
    assert.ok(!b?.wasQuarantined)
  })

  it('takes a quarantined unit along to another scope, and forgets it if it is told to', async ({ sink }) => {
    await prepare(sink)
    const all = await collect(upkeep(sink).marks())
    await upkeep(sink).adopt({ table: 'others', way: 'suite' })
    assert.deepEqual((await marks(sink))[1], ['b', '1', 'quarantined', REASON])
    await upkeep(sink).clear()
    await upkeep(sink).import(pagesOf(all), CONTEXT.origin)
    assert.deepEqual((await marks(sink))[1], ['b', '1', 'quarantined', REASON])
    assert.deepEqual(await upkeep(sink).forget(['b']), ['b'])
    const [b] = await pending(sink, unit('b', '1'))
    assert.deepEqual([b?.previous, b?.wasQuarantined ?? false], [undefined, false])
  })
}

async function* pagesOf<T>(pages: readonly T[]): AsyncGenerator<T> {
  yield* pages
}
