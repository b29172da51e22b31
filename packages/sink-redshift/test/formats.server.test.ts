import { gzipSync } from 'node:zlib'
import { field, orderedFields } from '@arbalest/core'
import { collect, LoadError, type Target } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyOptions } from '../src/index.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const ORDERS = orderedFields(
  'orders',
  field('id', 'bigint'),
  field('placed', 'timestamp'),
  field('note', 'varchar(16)'),
)

/** What `orders` holds, times as text. */
const orders = () =>
  warehouse.query('select id, cast(placed as varchar) as placed, note from orders order by id')

async function copy({ sink, source }: RedshiftFixture, target: Target = ORDERS) {
  const objects = await collect(source.list())
  return sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(target, objects))
}

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
    expect(await copy(fixture)).toEqual({ rows: 5, rejected: 0 })
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
    expect(await copy(fixture, orderedFields('orders', field('id', 'bigint')))).toEqual({
      rows: 12,
      rejected: 0,
    })
    expect(await warehouse.query('select id, count(*) as rows from orders group by id order by id')).toEqual([
      { id: '1', rows: '4' },
      { id: '2', rows: '4' },
      { id: '3', rows: '4' },
    ])
  })

  test('that does not fit is told with object, line, column and value', async () => {
    await using fixture = await warehouse.fixture({ copy: csv })
    await fixture.source.put(
      'a.csv',
      'id,placed,note\n1,2026-01-02,ok\nx,2026-01-02,"far too long\nfor it"\n',
    )
    const { message, rejections } = await errorOf(copy(fixture))
    expect(message).toMatch(
      /^s3:\/\/acme\/\S+a\.csv, line 3, column "id": "x" does not fit bigint: Invalid digit/,
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
      copy: { ...csv, maxError: 3, fillRecord: true, ignoreBlankLines: true },
    })
    await fixture.source.put('a.csv', 'id,placed,note\n1\n\nx,,\n2,2026-01-02\n3,2026-01-02,a,b\n')
    expect(await copy(fixture)).toMatchObject({
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

  test('is read by a rehearsal, which tells of every row and loads none', async () => {
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

describe('delimited text', () => {
  test('takes escapes, and loses its quotation marks, where that is asked for', async () => {
    await using fixture = await warehouse.fixture({
      copy: { format: 'delimited', delimiter: '\t', escape: true, removeQuotes: true },
    })
    await fixture.source.put('a.tsv', `1\t"2026-01-02"\ta\\\tb\\\\c\n2\t\\N\t'it\\'s | "'\n`)
    await copy(fixture)
    expect(await orders()).toEqual([
      { id: '1', placed: '2026-01-02 00:00:00', note: 'a\tb\\c' },
      { id: '2', placed: null, note: `it's | "` },
    ])
  })

  test('has a | between its fields unless another delimiter is given, and may have one at the end of a line', async () => {
    await using fixture = await warehouse.fixture({ copy: { format: 'delimited' } })
    await fixture.source.put('a.txt', '1|2026-01-02|a,"b"|\n2||\n')
    await copy(fixture)
    expect(await orders()).toEqual([
      { id: '1', placed: '2026-01-02 00:00:00', note: 'a,"b"' },
      { id: '2', placed: null, note: '' },
    ])
  })
})

describe('characters of every kind', () => {
  const shown = (character: string) => [JSON.stringify(character), character] as const

  test.each(['\t', '\x01', '\x1f', '\x7f', ' ', "'", '"', '\\', ';', '|', '^', 'x'].map(shown))(
    'stand between fields: %s',
    async (_, delimiter) => {
      await using fixture = await warehouse.fixture({ copy: { format: 'delimited', delimiter } })
      await fixture.source.put('a.txt', ['7', '', 'no'].join(delimiter))
      await copy(fixture)
      expect(await orders()).toEqual([{ id: '7', placed: null, note: 'no' }])
    },
  )

  test.each(["'", '|', '%', '`', '$', '-'].map(shown))('enclose fields: %s', async (_, quote) => {
    await using fixture = await warehouse.fixture({ copy: { format: 'csv', quote } })
    await fixture.source.put('a.txt', `7,,${quote}a,"${quote}${quote}${quote}`)
    await copy(fixture)
    expect(await orders()).toEqual([{ id: '7', placed: null, note: `a,"${quote}` }])
  })

  test.each([["it's null"], ['--'], ["'); drop table orders; --"], ['é😀'], ['\0'], [' '], [String.raw`\N`]])(
    'stand for NULL: %j',
    async (nullAs) => {
      await using fixture = await warehouse.fixture({ copy: { format: 'csv', nullAs } })
      await fixture.source.put('a.txt', `7,${nullAs},${nullAs}\n8,,not it\n`)
      await copy(fixture)
      expect(await orders()).toEqual([
        { id: '7', placed: null, note: null },
        { id: '8', placed: null, note: 'not it' },
      ])
    },
  )
})

describe('a target that does not go with the format', () => {
  test.each(['csv', 'delimited', 'parquet'] as const)(
    '%s is refused by check, and nothing is done',
    async (format) => {
      await using fixture = await warehouse.fixture({ copy: { format } })
      const [id, placed, note] = ORDERS.columns
      const target = (...columns: Target['columns']): Target => ({ table: 'orders', columns })
      const day = { name: 'day', type: 'date', path: [], constant: '2026-01-02' }
      const refused: [Target, string][] = [
        [
          target({ ...id!, path: ['id'] }),
          `has properties, and objects of the format ${format} have no names`,
        ],
        [target({ ...id!, path: [0, 1] }), 'has the column "id" at the path [0,1], which must be [0]'],
        [target(id!, note!), 'has the column "note" at the path [2], which must be [1]'],
        [target(placed!, id!), 'has the column "placed" at the path [1], which must be [0]'],
        [target(id!, { ...day, constant: undefined }, placed!), 'has properties'],
      ]
      for (const [given, message] of refused) {
        expect(fixture.sink.check(given)).toEqual([
          expect.objectContaining({ message: expect.stringContaining(message) as string }),
        ])
      }
      expect(fixture.sink.check(target(day, id!, placed!))).toEqual([])
      expect(await fixture.tables()).toEqual([])
    },
  )

  test('there is none for JSON, whose arrays have fields', async () => {
    await using fixture = await warehouse.fixture()
    expect(fixture.sink.check(ORDERS)).toEqual([])
    await fixture.source.put('a.json', '[1,"2026-01-02",null,"more"]')
    await copy(fixture)
    expect(await orders()).toEqual([{ id: '1', placed: '2026-01-02 00:00:00', note: null }])
  })
})
