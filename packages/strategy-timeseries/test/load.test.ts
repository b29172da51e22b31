import { forgetAll } from '@arbalest/core'
import { pendingBatches } from '@arbalest/core/host'
import { collect, type Loaded } from '@arbalest/core/plugin'
import { lines, memoryFixture, type EventDocument } from '@arbalest/testing'
import { expect, test } from 'vitest'
import { loadAll, stepOf } from './step.js'

const MIXED: readonly EventDocument[] = [
  { id: 1, at: '2015-01-01T20' },
  { id: 2, at: '2015-01-02T05' },
  { id: 3, at: null },
  { id: 4, at: '2015-01-01T10' },
]

test('inserts the rows of a partition in the order of the column', async () => {
  for (const outside of ['clip', 'partition-column'] as const) {
    const fixture = await memoryFixture()
    await fixture.source.put('2015-01-01/a', lines(...MIXED))

    await loadAll(stepOf(fixture, { column: 'at', outside }))

    const ids = (await fixture.rows('events')).map(({ id }) => id)
    expect(ids).toEqual(outside === 'clip' ? [4, 1] : [3, 4, 1, 2])
  }
})

test('counts the rows that it left out apart from those it loaded', async () => {
  const fixture = await memoryFixture()
  await fixture.source.put('2015-01-01/a', lines(...MIXED))

  const receipts = await loadAll(stepOf(fixture, { column: 'at', outside: 'clip' }))

  expect(receipts).toMatchObject([{ rows: 2, rejected: 0, outside: 2 }])
})

test('reports the rows that copies left out, those of all partitions of a transaction', async () => {
  const fixture = await memoryFixture()
  const objects = ['2015-01-01/a', '2015-01-02/a', '2015-01-03/a']
  for (const [index, key] of objects.entries()) {
    await fixture.source.put(key, lines({ id: index === 1 ? 2 : 'x', at: key.slice(0, 10) }))
  }
  const step = stepOf(fixture, { column: 'at' })
  const { strategy, target, source } = step
  const units = (await collect(pendingBatches(step, await step.journal.open()))).flat()
  let loaded: Loaded | undefined

  await fixture.sink.powers.rehearse!({ scope: 'p/s', source }, async (tx) => {
    loaded = await strategy.load(tx, target, units)
  })

  expect(loaded).toMatchObject({ rows: 1, rejected: 2, rejections: [{ value: 'x' }, { value: 'x' }] })
})

test('refuses rows outside their partition unless its options allow it, and loads nothing of it', async () => {
  const fixture = await memoryFixture()
  await fixture.source.put('2015-01-01/a', lines(...MIXED))

  await expect(loadAll(stepOf(fixture, { column: 'at' }))).rejects.toMatchObject({ code: 'OUT_OF_RANGE' })

  expect(await fixture.tables()).toEqual([])
})

test('replaces what is at or after a day, and leaves what is before it', async () => {
  const fixture = await memoryFixture()
  await fixture.source.put('2015-01-01/a', lines({ id: 1, at: '2015-01-01' }))
  await fixture.source.put('2015-01-02/a', lines({ id: 2, at: '2015-01-02' }))
  await fixture.source.put('2015-01-03/a', lines({ id: 3, at: '2015-01-03' }))
  await loadAll(stepOf(fixture, { column: 'at' }))
  await fixture.source.remove('2015-01-03/a')
  await fixture.source.put('2015-01-02/a', lines({ id: 4, at: '2015-01-05' }))
  await fixture.source.put('2015-01-01/a', lines({ id: 5, at: '2015-01-01' }))

  const since = stepOf(fixture, { column: 'at', since: '2015-01-02' })
  await expect(loadAll(since)).rejects.toMatchObject({ code: 'NOT_AS_RECORDED' })
  await forgetAll(since)
  const receipts = await loadAll(since)

  expect(receipts).toHaveLength(1)
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual([1, 4])
})

test('loads a partition a transaction', async () => {
  const fixture = await memoryFixture()
  for (const day of [1, 2, 3]) {
    await fixture.source.put(`2015-01-0${day}/a`, lines({ id: day, at: `2015-01-0${day}` }))
  }

  const receipts = await loadAll(stepOf(fixture, { column: 'at' }))

  expect(receipts.map(({ units, rows }) => [...units.map(({ key }) => key), rows])).toEqual([
    ['2015-01-01', 1],
    ['2015-01-02', 1],
    ['2015-01-03', 1],
  ])
})

test('refuses a partition that the column cannot tell from others before anything is staged', async () => {
  const fixture = await memoryFixture()
  await fixture.source.put('2015-01-01/a', lines({ id: 1 }))

  await expect(loadAll(stepOf(fixture, { column: 'id' }))).rejects.toThrow(
    'The partition "2015-01-01" is a day, which the column "id", an integer, cannot distinguish from others; use a timestamp, or set outside: partition-column.',
  )
})
