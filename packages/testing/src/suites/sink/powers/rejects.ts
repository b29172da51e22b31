import assert from 'node:assert/strict'
import { LoadError, type Rejected, type Transaction } from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import type { SinkFixture } from '../../../sink-fixture.js'
import { testWith, type Test } from '../../../test.js'
import { testKeptRows } from './kept-rows.js'
import { inOrder, inStep, listed, objectOf, versionsOf } from '../fixture-test.js'

/**
 * That a sink leaves out as many rows that do not fit as it is allowed to, and keeps them if it is told to, if it has that power; `create` makes a fresh, isolated fixture.
 *
 * @example
 * ```ts
 * testRejects(test, async () => fixtureOf(await emptyWarehouse()))
 * ```
 */
export function testRejects(test: Test, create: () => Promise<SinkFixture>): void {
  const it = testWith(test, create)

  it('leaves out rows that do not fit, loads the others, and says which it left out', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' }, { id: 3 }, { id: 'y' })
    const copied = await load(fixture, 2, (tx) => tx.copy(EVENTS, objects))
    assert.deepEqual([copied.rows, copied.rejected], [2, 2])
    assert.deepEqual(placesIn(copied), [
      [objects[0]!.url, 2, 'id'],
      [objects[0]!.url, 4, 'id'],
    ])
    assert.deepEqual(await ids(fixture), [1, 3])
  })

  it('leaves out none unless it is allowed to', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    await assert.rejects(
      load(fixture, 0, (tx) => tx.copy(EVENTS, objects)),
      LoadError,
    )
    await assert.rejects(
      fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, objects)),
      LoadError,
    )
    assert.deepEqual(await ids(fixture), [])
  })

  it('loads nothing if there is one more than it is allowed to leave out, and says which they are', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 'x' }, { id: 1 }, { id: 'y' }, { id: 'z' })
    const error: unknown = await load(fixture, 2, async (tx) => {
      const copied = await tx.copy(EVENTS, objects)
      await tx.mark([{ key: 'a', version: '1' }])
      return copied
    }).catch((reason: unknown) => reason)
    assert.ok(error instanceof LoadError, `a LoadError, not ${String(error)}`)
    assert.deepEqual(
      error.rejections.map(({ line }) => line),
      [1, 3, 4],
    )
    assert.deepEqual(await ids(fixture), [])
    assert.deepEqual(await versionsOf(fixture.sink), [])
  })

  it('counts the rows of all copies of a transaction together', async (fixture) => {
    await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    await objectOf(fixture, 'b', { id: 2 }, { id: 'y' })
    const objects = await listed(fixture)
    const copyEach = async (tx: Transaction) => {
      const rejected = []
      for (const object of objects) rejected.push((await tx.copy(EVENTS, [object])).rejected)
      return rejected
    }
    await assert.rejects(load(fixture, 1, copyEach), LoadError)
    assert.deepEqual(await ids(fixture), [])
    assert.deepEqual(await load(fixture, 2, copyEach), [1, 1])
    assert.deepEqual(await ids(fixture), [1, 2])
  })

  it('leaves them out of what is staged, too', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    const copied = await load(fixture, 1, async (tx) => {
      const staged = await tx.stage(EVENTS)
      const found = await tx.copy(staged, objects)
      await tx.replace(EVENTS, staged)
      return found
    })
    assert.deepEqual([copied.rows, copied.rejected], [1, 1])
    assert.deepEqual(await ids(fixture), [1])
  })

  testKeptRows(it)

  it('says what it can be allowed to', async (fixture) => {
    const { most } = fixture.sink.powers.rejects!
    assert.ok(Number.isSafeInteger(most) && most > 0, `a number of rows, not ${most}`)
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    assert.equal((await load(fixture, most, (tx) => tx.copy(EVENTS, objects))).rejected, 1)
  })
}

function load<T>(fixture: SinkFixture, most: number, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return fixture.sink.transaction({ ...inStep(fixture), badRows: { most } }, work)
}

function placesIn({ rejections = [] }: Rejected): unknown[][] {
  return rejections.map(({ object, line, column }) => [object, line, column])
}

async function ids({ rows }: SinkFixture): Promise<unknown[]> {
  return inOrder(await rows('events')).map(({ id }) => id)
}
