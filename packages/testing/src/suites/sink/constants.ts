import assert from 'node:assert/strict'
import type { Column, Constant, Target, Transaction } from '@arbalest/core/plugin'
import { EVENTS } from '../../events.js'
import { inOrder, inStep, objectOf, type FixtureTest } from './fixture-test.js'

const PART: Column = { name: 'part', type: 'varchar(16)', path: [] }
const HOUR: Column = { name: 'hour', type: 'smallint', path: [] }
const LOADED: Column = { name: 'loaded_at', type: 'timestamp', path: [] }

/** That a copy gives its rows the constants of columns that objects do not fill. */
export function testConstants(it: FixtureTest): void {
  it('gives the rows of each copy its constants', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 2 })
    const target = withColumns(PART, HOUR)
    for (const part of ["it's \\1", null]) {
      const copied = await fixture.sink.transaction(inStep(fixture), async (tx) => {
        await tx.copy(given(target, 'no', '23'), objects)
        return tx.copy(given(target, part, '7'), objects)
      })
      assert.deepEqual(copied, { rows: 2, rejected: 0 })
    }
    assert.deepEqual(countsIn(await fixture.rows('events'), 'part', 'hour'), {
      '["it\'s \\\\1",7]': 2,
      '["no",23]': 4,
      '[null,7]': 2,
    })
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('gives the rows of each copy into what is staged its constants', async (fixture) => {
    const objects = await objectOf(fixture, 'a', { id: 1 })
    const target = withColumns(PART, HOUR)
    await fixture.sink.transaction(inStep(fixture), async (tx) => {
      const staged = await tx.stage(given(target, 'same', undefined))
      for (const hour of ['7', '8']) await tx.copy(given(staged, 'same', hour), objects)
      await tx.replace(target, staged)
    })
    assert.deepEqual(countsIn(await fixture.rows('events'), 'part', 'hour'), {
      '["same",7]': 1,
      '["same",8]': 1,
    })
    assert.deepEqual(await fixture.tables(), ['events'])
  })

  it('gives all rows of a transaction the time at which it began', async (fixture) => {
    const target = withColumns(LOADED)
    const columns = [...EVENTS.columns, { ...LOADED, constant: { time: 'transaction' } as const }]
    const load = async (tx: Transaction) => {
      await tx.copy({ ...target, columns }, await objectOf(fixture, 'a', { id: 1 }))
      await tx.copy({ ...target, columns }, await objectOf(fixture, 'b', { id: 2 }))
    }
    await fixture.sink.transaction(inStep(fixture), load)
    const [first, second] = inOrder(await fixture.rows('events'))
    assert.ok(first?.['loaded_at'], 'the column has a value')
    assert.equal(String(first?.['loaded_at']), String(second?.['loaded_at']))
  })

  it('refuses a row that does not fit, whatever constants there are', async (fixture) => {
    const target = withColumns(PART, HOUR)
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'abc' })
    const work = fixture.sink.transaction(inStep(fixture), (tx) => tx.copy(given(target, 'x', '1'), objects))
    await assert.rejects(work, { code: 'LOAD_REJECTED' })
    assert.deepEqual(await fixture.rows('events'), [])
  })
}

function withColumns(...more: readonly Column[]): Target {
  return { ...EVENTS, columns: [...EVENTS.columns, ...more] }
}

function given(target: Target, part: Constant, hour: string | undefined): Target {
  const constants = new Map<string, Constant | undefined>([
    ['part', part],
    ['hour', hour],
  ])
  return {
    ...target,
    columns: target.columns.map((column) => ({ ...column, constant: constants.get(column.name) })),
  }
}

function countsIn(
  rows: readonly Readonly<Record<string, unknown>>[],
  ...columns: readonly string[]
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row[column]))
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
