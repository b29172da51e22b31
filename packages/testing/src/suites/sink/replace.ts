import assert from 'node:assert/strict'
import type { Column, RowRange } from '@arbalest/core/plugin'
import { EVENTS } from '../../events.js'
import { inOrder, inStep, objectOf, type FixtureTest } from './fixture-test.js'

const DAY: RowRange = { column: 'at', from: '2026-01-02', to: '2026-01-03' }

/** What staging and replacing must do. */
export function testReplace(it: FixtureTest): void {
  it('replaces a whole table, and leaves nothing staged', async (fixture) => {
    for (const id of [1, 2]) {
      const objects = await objectOf(fixture, 'a', { id })
      await fixture.sink.transaction(inStep(fixture), async (tx) => {
        const staged = await tx.stage(EVENTS)
        await tx.copy(staged, objects)
        await tx.replace(EVENTS, staged)
      })
      assert.deepEqual(
        (await fixture.rows('events')).map((row) => row['id']),
        [id],
      )
      assert.deepEqual(await fixture.tables(), ['events'])
    }
  })

  it('keeps no staged table that was not used', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      await tx.copy(await tx.stage(EVENTS), objects)
      await tx.copy(EVENTS, objects)
    })
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('stages several tables side by side', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1, at: '2026-01-02' })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const [first, second] = [await tx.stage(EVENTS), await tx.stage(EVENTS)]
      await tx.copy(first, objects)
      await tx.copy(second, objects)
      await tx.copy(second, objects)
      await tx.replace(EVENTS, second)
      await tx.replace(EVENTS, first, DAY)
    })
    assert.equal((await fixture.rows('events')).length, 1)
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('replaces a range from its lower bound up to its upper, which it leaves', async (fixture) => {
    const before = await objectOf(
      fixture,
      'a',
      { id: 1, at: '2026-01-01' },
      { id: 2, at: '2026-01-02' },
      { id: 3, at: '2026-01-02T23' },
      { id: 4, at: '2026-01-03' },
      { id: 6, at: null },
    )
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, before))
    const after = await objectOf(fixture, 'a', { id: 5, at: '2026-01-02' })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, after)
      await tx.replace(EVENTS, staged, DAY)
    })
    assert.deepEqual(
      inOrder(await fixture.rows('events')).map(({ id }) => id),
      [1, 4, 5, 6],
    )
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('replaces all from a lower bound on where there is no upper', async (fixture) => {
    const before = await objectOf(
      fixture,
      'a',
      { id: 1, at: '2026-01-01' },
      { id: 2, at: '2026-01-02' },
      { id: 3, at: '9' },
    )
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, before))
    const after = await objectOf(fixture, 'a', { id: 4, at: '2026-01-05' })
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, after)
      await tx.replace(EVENTS, staged, { column: 'at', from: '2026-01-02' })
    })
    assert.deepEqual(
      inOrder(await fixture.rows('events')).map(({ id }) => id),
      [1, 4],
    )
  })

  it('leaves out rows outside the range if it is asked to, and counts them', async (fixture) => {
    const objects = await objectOf(
      fixture,
      'a',
      { id: 1, at: '2026-01-01' },
      { id: 2, at: '2026-01-02' },
      { id: 3, at: '2026-01-03' },
      { id: 4, at: null },
    )
    const replaced = await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const staged = await tx.stage(EVENTS)
      await tx.copy(staged, objects)
      return tx.replace(EVENTS, staged, DAY, { outside: 'leave out', sortedBy: 'id' })
    })
    assert.deepEqual(replaced, { outside: 3 })
    assert.deepEqual(
      (await fixture.rows('events')).map(({ id }) => id),
      [2],
    )
  })

  it('fills the constant columns of what it stages', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 2 })
    const part: Column = { name: 'part', type: 'varchar(16)', path: [] }
    const target = { ...EVENTS, columns: [...EVENTS.columns, part] }
    for (const constant of ["it's 1", '2', '2']) {
      await fixture.sink.transaction(inStep(fixture), async (tx) => {
        const staged = await tx.stage({ ...EVENTS, columns: [...EVENTS.columns, { ...part, constant }] })
        assert.deepEqual(await tx.copy(staged, objects), { rows: 2, rejected: 0 })
        await tx.replace(target, staged, { column: 'part', from: constant, to: `${constant}!` })
      })
    }
    assert.deepEqual((await fixture.rows('events')).map((row) => row['part']).toSorted(), [
      '2',
      '2',
      "it's 1",
      "it's 1",
    ])
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('empties a range that nothing is staged for', async (fixture) => {
    const before = await objectOf(fixture, 'a', { id: 1, at: '2026-01-02' }, { id: 2, at: '2026-01-05' })
    await fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(EVENTS, before))
    await fixture.sink.transaction(inStep(fixture), async (tx) =>
      tx.replace(EVENTS, await tx.stage(EVENTS), DAY),
    )
    assert.deepEqual(
      (await fixture.rows('events')).map(({ id }) => id),
      [2],
    )
  })

  for (const at of ['2026-01-01', '2026-01-03', null]) {
    it(`refuses to replace a range with a row at ${at}`, async (fixture) => {
      const objects = await objectOf(fixture, 'a', { id: 1, at })
      const work = fixture.sink.transaction(inStep(fixture), async (tx) => {
        const staged = await tx.stage(EVENTS)
        await tx.copy(staged, objects)
        await tx.replace(EVENTS, staged, DAY)
      })
      await assert.rejects(work, { code: 'OUT_OF_RANGE', retryable: false })
      assert.deepEqual(await fixture.rows('events'), [])
    })
  }
}
