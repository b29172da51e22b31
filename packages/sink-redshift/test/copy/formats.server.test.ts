import type { Target } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySource } from '../load-source.js'
import { ORDERS, SELECT_ORDERS } from '../orders.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const orders = () => warehouse.query(SELECT_ORDERS)

const copy = (fixture: RedshiftFixture, target = ORDERS) => copySource(fixture, target)

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
