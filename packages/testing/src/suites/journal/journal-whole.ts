import assert from 'node:assert/strict'
import { ConflictError, type Journal, type Sink } from '@arbalest/core/plugin'
import type { SinkFixture } from '../../sink-fixture.js'
import { ORIGIN, type JournalActs } from './journal-acts.js'
import { inPages, unit } from './units.js'

const OTHER = { table: 'others', way: 'suite' }

/** Tests what is done to all that a journal has: forgotten, said to be loaded otherwise, taken along to another scope. */
export function testWhole(
  it: (name: string, run: (fixture: SinkFixture) => Promise<void>) => void,
  journal: (sink: Sink, scope: string) => Journal,
  { open, look, pending, record, recordFound, upkeep }: JournalActs,
): void {
  const units = [unit('a', '1'), unit('b', '1')]

  it('says whether nothing is recorded', async (fixture) => {
    assert.equal((await open(fixture.sink)).empty, true)
    await record(fixture.sink, units)
    assert.equal((await open(await fixture.another())).empty, false)
    await upkeep(fixture.sink).clear()
    assert.equal((await open(await fixture.another())).empty, true)
  })

  it('forgets everything, and may be begun again', async (fixture) => {
    await record(fixture.sink, units)
    await upkeep(fixture.sink).clear()
    assert.deepEqual(
      (await pending(await fixture.another(), ...units)).map(({ key, previous }) => [key, previous]),
      [
        ['a', undefined],
        ['b', undefined],
      ],
    )
    assert.equal((await open(fixture.sink)).origin, undefined)
    await upkeep(fixture.sink).clear()
    assert.equal(await upkeep(fixture.sink).import(inPages(units), OTHER), 2)
    assert.deepEqual((await open(fixture.sink)).origin, OTHER)
  })

  it('forgets everything together with what is done first, or neither', async ({ sink }) => {
    await record(sink, units)
    const failing = upkeep(sink).clear(async () => {
      throw new RangeError('no')
    })
    await assert.rejects(failing, RangeError)
    assert.deepEqual(await pending(sink, ...units), [])
    let done = 0
    await upkeep(sink).clear(async () => void done++)
    assert.equal(done, 1)
    await upkeep(sink).clear(async () => void done++)
    assert.equal(done, 2, 'what is done first is done, too, if nothing is recorded')
  })

  it('refuses what was planned before everything was forgotten', async (fixture) => {
    await record(fixture.sink, units)
    const found = await look(fixture.sink, [unit('a', '2')])
    await upkeep(await fixture.another()).clear()
    await assert.rejects(recordFound(fixture.sink, found), ConflictError)
  })

  it('says of everything that it was loaded otherwise, and forgets nothing', async (fixture) => {
    await record(fixture.sink, units)
    await upkeep(fixture.sink).adopt({ ...OTHER, identity: '7' })
    const snapshot = await open(await fixture.another())
    assert.deepEqual(snapshot.origin, { ...OTHER, identity: '7' })
    assert.deepEqual(await pending(fixture.sink, ...units), [])
    await record(fixture.sink, [unit('a', '2')])
    assert.deepEqual(await pending(fixture.sink, unit('a', '2'), unit('b', '1')), [])
  })

  it('has the journals of other scopes', async ({ sink }) => {
    await record(sink, units)
    const own = journal(sink, 'pipeline/step')
    const other = own.under('pipeline/other')
    assert.equal((await other.open()).empty, true)
    assert.equal(await other.upkeep.import(own.upkeep.marks(), ORIGIN), 2)
    await own.upkeep.clear()
    assert.equal((await journal(sink, 'pipeline/other').open()).empty, false)
    assert.equal((await own.open()).empty, true)
  })
}
