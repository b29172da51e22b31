import { gzipSync } from 'node:zlib'
import { field, orderedFields } from '@arbalest/core'
import { collect, LoadError } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyOptions } from '../../src/index.js'
import { copySource } from '../load-source.js'
import { ORDERS, SELECT_ORDERS } from '../orders.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const orders = () => warehouse.query(SELECT_ORDERS)

const copy = (fixture: RedshiftFixture, mostRejected = 0, target = ORDERS) =>
  copySource(fixture, target, mostRejected)

async function errorOf(work: Promise<unknown>): Promise<LoadError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LoadError)
  return error as LoadError
}

describe('CSV', () => {
  const csv: CopyOptions = { format: 'csv', ignoreHeader: 1 }

  test('is loaded with its quotes, line breaks, NULLs and empty texts, and without a JSONPaths file', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put(
      'a.csv',
      [
        'id,placed,note',
        '1,2026-01-02T03:04:05Z,plain',
        '2,"2026-01-02 03:04:05.678","a, ""b""\nand c"',
        '3,,',
        String.raw`4,\N,\N`,
        "5, 2026-01-02 ,'é😀'\r",
        '',
      ].join('\n'),
    )
    // One value has a line break, which nobody can tell from a line that is no row.
    expect(await copy(fixture)).toEqual({ rows: 5, rejected: 0, unaccounted: 1 })
    expect(await orders()).toEqual([
      { id: '1', placed: '2026-01-02 03:04:05', note: 'plain' },
      { id: '2', placed: '2026-01-02 03:04:05.678', note: 'a, "b"\nand c' },
      { id: '3', placed: null, note: '' },
      { id: '4', placed: null, note: null },
      { id: '5', placed: '2026-01-02 00:00:00', note: "'é😀'" },
    ])
    expect(await fixture.metadata()).toEqual([])
  })

  test('may have empty texts for NULL, in either wording', async () => {
    for (const options of [{ emptyAsNull: true }, { nullAs: '' }]) {
      await using fixture = await warehouse.fixture({ copy: { ...csv, ...options } })
      await fixture.source.put('a.csv', 'id,placed,note\n1,,\n')
      await copy(fixture)
      expect(await orders()).toEqual([{ id: '1', placed: null, note: null }])
    }
  })

  test('is decompressed by its ending, object by object', async () => {
    await using fixture = await warehouse.fixture({ copy: { format: 'csv' } })
    const lines = '1\n2\n3\n'
    await fixture.source.put('a.csv', lines)
    await fixture.source.put('b.csv.gz', gzipSync(lines))
    // As the tools bzip2 and zstd compress it.
    await fixture.source.put(
      'c.csv.bz2',
      Buffer.from('QlpoOTFBWSZTWRJdn4oAAAHIAAAQOAAgACGaaDNNHLeLuSKcKEgJLs/FAA==', 'base64'),
    )
    await fixture.source.put('d.csv.zst', Buffer.from('KLUv/QRYMQAAMQoyCjMKuwiheA==', 'base64'))
    expect(await copy(fixture, 0, orderedFields('orders', field('id', 'bigint')))).toEqual({
      rows: 12,
      rejected: 0,
    })
    expect(await warehouse.query('select id, count(*) as rows from orders group by id order by id')).toEqual([
      { id: '1', rows: '4' },
      { id: '2', rows: '4' },
      { id: '3', rows: '4' },
    ])
  })

  test('that does not fit is reported with object, line, column and value', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put(
      'a.csv',
      'id,placed,note\n1,2026-01-02,ok\nx,2026-01-02,"far too long\nfor it"\n',
    )
    const { message, rejections } = await errorOf(copy(fixture))
    expect(message).toMatch(
      /^s3:\/\/acme\/\S+a\.csv, line 3, column "id": does not fit bigint: Invalid digit/,
    )
    expect(rejections).toHaveLength(1)
  })

  test.each([
    ['too few', '1,2026-01-02\n', 'Delimiter not found'],
    ['too many', '1,2026-01-02,a,b\n', 'Extra column(s) found'],
    ['badly quoted', '1,2026-01-02,a"b"\n', 'Invalid quote formatting for CSV'],
  ])('with %s fields is refused, at its line', async (_, line, reason) => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put('a.csv', `id,placed,note\n0,2026-01-02,ok\n${line}`)
    const { message, rejections } = await errorOf(copy(fixture))
    expect(rejections).toMatchObject([{ line: 3, reason }])
    expect(message).toMatch(/a\.csv, line 3, column "\w+": [A-Z]/)
    expect(await fixture.tables()).toEqual([])
  })

  test('is loaded without what does not fit where the user allows for it, and filled up where that is asked for', async () => {
    await using fixture = await warehouse.fixture({
      copy: { ...csv, fillRecord: true, ignoreBlankLines: true },
    })
    await fixture.source.put('a.csv', 'id,placed,note\n1\n\nx,,\n2,2026-01-02\n3,2026-01-02,a,b\n')
    expect(await copy(fixture, 2)).toMatchObject({
      rows: 2,
      rejected: 2,
      rejections: [
        { line: 4, column: 'id', value: 'x' },
        { line: 6, reason: 'Extra column(s) found' },
      ],
    })
    expect(await orders()).toEqual([
      { id: '1', placed: null, note: '' },
      { id: '2', placed: '2026-01-02 00:00:00', note: '' },
    ])
  })

  test('is read by a rehearsal, which reports every row and loads none', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put('a.csv', 'id,placed,note\n1,noon,\n2,,\n3,,far too long for it\n')
    const objects = await collect(fixture.source.list())
    const refused = await fixture.sink.powers.rehearse!(
      { scope: 'p/s' },
      async (tx) => void (await tx.copy(ORDERS, objects)),
    )
    expect(refused).toMatchObject({
      rejected: 2,
      rejections: [
        { line: 2, column: 'placed', value: 'noon' },
        { line: 4, column: 'note', value: 'far too long for it' },
      ],
    })
    expect({ tables: await fixture.tables(), metadata: await fixture.metadata() }).toEqual({
      tables: [],
      metadata: [],
    })
  })
})
