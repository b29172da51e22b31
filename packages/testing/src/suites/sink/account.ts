import assert from 'node:assert/strict'
import { EVENTS } from '../../events.js'
import { inStep, listed, objectOf, type FixtureTest } from './fixture-test.js'

/** That a copy accounts for all that it was given. */
export function testAccount(it: FixtureTest): void {
  it('accounts for each document of each object, as each has a line', async (fixture) => {
    await objectOf(fixture, 'a', { id: 1 }, { id: 2 })
    await objectOf(fixture, 'b', { id: 3 })
    await objectOf(fixture, 'c', { id: 4 }, { id: 5 }, { id: 6 })
    const objects = await listed(fixture)
    const copied = await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, objects))
    assert.equal(copied.rows, 6)
    assert.equal(copied.rejected, 0)
    assert.ok(!copied.unaccounted, `nothing is unaccounted for: ${copied.unaccounted} lines`)
    assert.equal((await fixture.rows('events')).length, 6)
  })

  it('loads nothing if one of the objects is gone', async (fixture) => {
    await objectOf(fixture, 'a', { id: 1 })
    await objectOf(fixture, 'b', { id: 2 })
    const objects = await listed(fixture)
    await fixture.source.remove('b')
    const work = fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.mark([{ key: 'a', version: '1' }])
    })
    await assert.rejects(work, (error: Error) => error.message.includes(objects[1]!.url))
    assert.deepEqual(await fixture.rows('events'), [])
  })
}
