import assert from 'node:assert/strict'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'
import { marksOf } from '../fixture-test.js'

const scope = 'p/step'

/**
 * That a sink says whether a transaction of a scope is under way; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testBusy(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testBusy(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('is not busy before the first transaction, and makes nothing to find that out', async ({
    sink,
    tables,
  }) => {
    assert.equal(await sink.powers.busy!(scope), false)
    assert.deepEqual(await tables(), [])
  })

  it('is busy while a transaction of the scope is under way, for any process, and not longer', async (fixture) => {
    const other = await fixture.another()
    await fixture.sink.transaction({ scope }, async (tx) => {
      assert.equal(await other.powers.busy!(scope), true)
      await tx.mark([{ key: 'a', version: '1' }])
      assert.equal(await other.powers.busy!(scope), true)
      assert.equal(await fixture.sink.powers.busy!(scope), true)
    })
    assert.equal(await other.powers.busy!(scope), false)
    assert.equal(await fixture.sink.powers.busy!(scope), false)
  })

  it('is not busy once a transaction has failed', async (fixture) => {
    const { sink } = fixture
    const failing = sink.transaction({ scope }, async () => {
      throw new RangeError('the work failed')
    })
    await assert.rejects(failing)
    assert.equal(await (await fixture.another()).powers.busy!(scope), false)
  })

  it('is not busy because of a transaction of another scope', async (fixture) => {
    const other = await fixture.another()
    await fixture.sink.transaction({ scope: 'p/other' }, async () => {
      assert.equal(await other.powers.busy!(scope), false)
    })
  })

  it('is not busy because somebody reads marks, or asks the same', async (fixture) => {
    const { sink } = fixture
    await sink.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    const others = [await fixture.another(), await fixture.another()]
    const asked = others.flatMap((other) => [other.powers.busy!(scope), marksOf(other, scope)])
    const busy = (await Promise.all(asked)).filter((each) => typeof each === 'boolean')
    assert.ok(busy.includes(false), 'Two that ask at once must not both be told to stay away.')
  })

  it('has held up nobody when it has said so', async (fixture) => {
    const { sink } = fixture
    await sink.transaction({ scope }, (tx) => tx.mark([{ key: 'a', version: '1' }]))
    await (
      await fixture.another()
    ).powers.busy!(scope)
    await sink.transaction({ scope }, (tx) => tx.mark([{ key: 'b', version: '1' }]))
    assert.deepEqual(
      (await marksOf(sink, scope)).map(({ key }) => key),
      ['a', 'b'],
    )
  })
}
