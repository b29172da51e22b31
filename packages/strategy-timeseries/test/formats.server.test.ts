import { pendingBatches } from '@arbalest/core/host'
import { field, orderedFields } from '@arbalest/core'
import { collect } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRedshift, type Redshift } from './redshift.js'
import { loadAll, stepOf } from './step.js'

let redshift: Redshift

beforeAll(async () => {
  redshift = await startRedshift()
})

afterAll(() => redshift[Symbol.asyncDispose]())

const EVENTS = orderedFields('events', field('id', 'bigint'), field('at', 'timestamp'))

type Given = readonly (readonly [id: number, at: string | null])[]

/** Objects of these rows, as each format has them. */
const WRITE = {
  csv: async (rows: Given) => rows.map(([id, at]) => `${id},"${at ?? ''}"\n`).join(''),
  delimited: async (rows: Given) => rows.map(([id, at]) => `${id}|${at ?? ''}\n`).join(''),
  parquet: (rows: Given) =>
    redshift.parquet(
      rows
        .map(
          ([id, at]) =>
            `select cast(${id} as bigint) as a, cast(${at === null ? 'null' : `'${at}'`} as timestamp) as b`,
        )
        .join(' union all '),
    ),
}

describe.each(['csv', 'delimited', 'parquet'] as const)('the strategy, for %s in Redshift', (format) => {
  const put = async ({ source }: Awaited<ReturnType<Redshift['fixture']>>, key: string, rows: Given) =>
    // A file is written as it is, though the type of the source's content is text.
    source.put(key, (await WRITE[format](rows)) as string)

  test('replaces a day by its own column, and reports rows that lie outside', async () => {
    await using fixture = await redshift.fixture({ format })
    const step = () => stepOf(fixture, { column: 'at' }, EVENTS)
    await put(fixture, '2026-01-02/a', [[1, '2026-01-02 23:59:59']])
    await put(fixture, '2026-01-03/a', [[2, '2026-01-03 00:00:00']])
    expect((await loadAll(step())).map(({ rows }) => rows)).toEqual([1, 1])
    expect(await loadAll(step())).toEqual([])

    await put(fixture, '2026-01-02/a', [
      [3, '2026-01-02 00:00:00'],
      [4, '2026-01-02 12:00:00'],
    ])
    expect((await loadAll(step())).map(({ rows }) => rows)).toEqual([2])
    expect(await redshift.query('select id, at from events order by id')).toEqual([
      { id: '2', at: '2026-01-03 00:00:00' },
      { id: '3', at: '2026-01-02 00:00:00' },
      { id: '4', at: '2026-01-02 12:00:00' },
    ])

    await put(fixture, '2026-01-02/b', [[5, null]])
    await expect(loadAll(step())).rejects.toMatchObject({ code: 'OUT_OF_RANGE' })
  })

  test('finds the rows of a day by a column of its own, which no object has', async () => {
    await using fixture = await redshift.fixture({ format })
    const step = () => stepOf(fixture, { column: 'at', outside: 'partition-column' }, EVENTS)
    await put(fixture, '2026-01-02/a', [
      [1, '2026-01-01 00:00:00'],
      [2, null],
    ])
    await put(fixture, '2026-01-03/a', [[3, '2026-01-03 00:00:00']])
    await loadAll(step())
    expect(await loadAll(step())).toEqual([])
    await put(fixture, '2026-01-02/a', [[4, null]])
    await loadAll(step())
    expect(await redshift.query('select id, at, arbalest_partition from events order by id')).toEqual([
      { id: '3', at: '2026-01-03 00:00:00', arbalest_partition: '2026-01-03' },
      { id: '4', at: null, arbalest_partition: '2026-01-02' },
    ])
  })

  test('replaces all from a day on, and leaves out rows that lie before', async () => {
    await using fixture = await redshift.fixture({ format })
    const step = () => stepOf(fixture, { column: 'at', since: '2026-01-02', outside: 'clip' }, EVENTS)
    await put(fixture, '2026-01-02/a', [
      [1, '2026-01-01 00:00:00'],
      [2, '2026-01-02 00:00:00'],
    ])
    await put(fixture, '2026-01-03/a', [[3, '2026-01-09 00:00:00']])
    expect(await loadAll(step())).toMatchObject([{ rows: 2, outside: 1 }])
    await put(fixture, '2026-01-03/b', [[4, '2026-01-04 00:00:00']])
    expect(await loadAll(step())).toMatchObject([{ rows: 3, outside: 1 }])
    expect(await redshift.query('select id from events order by id')).toEqual([
      { id: '2' },
      { id: '3' },
      { id: '4' },
    ])
  })

  test('is rehearsed in each of its modes', async () => {
    await using fixture = await redshift.fixture({ format })
    await put(fixture, '2026-01-02/a', [[1, '2026-01-02 00:00:00']])
    for (const outside of ['refuse', 'partition-column'] as const) {
      const step = stepOf(fixture, { column: 'at', outside }, EVENTS)
      const { strategy, sink, target } = step
      const [units] = await collect(pendingBatches(step, await step.journal.open()))
      const work = sink.powers.rehearse!(
        { scope: 'p/s' },
        async (tx) => void (await strategy.load(tx, target, units!)),
      )
      expect(await work).toEqual({ rejected: 0 })
    }
    expect(await fixture.tables()).toEqual([])
  })
})
