import assert from 'node:assert/strict'
import { ConflictError, type Sink, type SourceObject } from '@arbalest/core/plugin'
import { EVENTS } from '../../events.js'
import type { SinkFixture } from '../../sink-fixture.js'
import { inOrder, inStep, objectOf, versionsOf, type FixtureTest } from './fixture-test.js'

/** What transactions must do. */
export function testTransactions(it: FixtureTest): void {
  it('answers what the work does', async ({ sink }) => {
    assert.equal(await sink.transaction({ scope: 'p/step' }, async () => 42), 42)
  })

  it('leaves nothing of work that throws', async (fixture) => {
    const { sink, rows, tables, insertion } = fixture
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const work = sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(await tx.stage(EVENTS), objects)
      await tx.copy(EVENTS, objects)
      await tx.execute(insertion(2))
      await tx.mark([{ key: 'a', version: '1' }])
      throw new RangeError('the work failed')
    })
    await assert.rejects(work, new RangeError('the work failed'))
    assert.deepEqual(await rows('events'), [])
    assert.deepEqual(
      (await tables()).filter((name) => name !== 'events'),
      [],
    )
    assert.deepEqual(await versionsOf(sink, 'p/step'), [])
  })

  it('executes a statement with its values, as part of the transaction', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(EVENTS, objects)
      await tx.execute(fixture.insertion(2))
    })
    assert.deepEqual(
      inOrder(await fixture.rows('events')).map(({ id }) => id),
      [1, 2],
    )
  })

  it('commits nothing of a text that goes on behind its statement', async (fixture) => {
    const { sink, insertion, rows } = fixture
    await sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, []))
    const { text, values } = insertion(1)
    const work = sink.transaction(inStep(fixture), async (tx) => {
      await tx.execute({ text: `${text}; commit; ${text}`, values })
      throw new RangeError('the work failed')
    })
    await assert.rejects(work)
    assert.deepEqual(await rows('events'), [])
  })

  it('shows nothing of a transaction to others before it commits', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, objects))
    const other = await fixture.another()
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(EVENTS, objects)
      assert.equal((await fixture.rows('events')).length, 1)
      assert.deepEqual(await versionsOf(other, 'p/other'), [])
    })
    assert.equal((await fixture.rows('events')).length, 2)
  })

  it('runs the transactions of one scope one at a time, whoever begins them', async (fixture) => {
    const sinks = [fixture.sink, await fixture.another(), await fixture.another()]
    let running = 0
    let most = 0
    const work = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running--
    }
    await Promise.all(
      sinks.flatMap((sink) => [
        sink.transaction({ scope: 'p/step' }, work),
        sink.transaction({ scope: 'p/step' }, work),
      ]),
    )
    assert.equal(most, 1)
  })

  it('lets one of two that race to load a unit win, and refuses the other', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const outcomes = await Promise.allSettled([
      loadOnce(fixture, fixture.sink, objects),
      loadOnce(fixture, await fixture.another(), objects),
    ])
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const lost = outcomes.find((outcome) => outcome.status === 'rejected')
    assert.ok(lost?.reason instanceof ConflictError, `a ConflictError, not ${String(lost?.reason)}`)
    assert.equal((await fixture.rows('events')).length, 1)
  })
}

function loadOnce(fixture: SinkFixture, sink: Sink, objects: readonly SourceObject[]): Promise<void> {
  return sink.transaction(inStep(fixture), async (tx) => {
    await tx.copy(EVENTS, objects)
    await tx.mark([{ key: 'a', version: '1' }])
  })
}
