import { describe, expect, test } from 'vitest'
import { compareTable, jsonObject, property, type TableColumn, type TableStorage } from '../src/index.js'

const column = (name: string, type: string): TableColumn => ({
  name,
  type,
  notNull: false,
  hasDefault: false,
})

const COLUMNS = [column('id', 'bigint'), column('at', 'timestamp')]
const STORAGE: TableStorage = {
  distStyle: 'auto',
  sortKey: [],
  encodings: new Map([
    ['id', 'az64'],
    ['at', 'raw'],
  ]),
}
const id = property('id', 'bigint')
const at = property('at', 'timestamp')

describe('how a table is stored', () => {
  test('is compared where the target says, and never stops a load', () => {
    const target = jsonObject(
      { table: 't', distKey: 'id', sortKey: ['at', 'id'], sortStyle: 'interleaved', backup: false },
      property('id', 'bigint', { encode: 'zstd' }),
      property('at', 'timestamp', { encode: 'raw' }),
    )
    expect(compareTable(target, COLUMNS, STORAGE)).toEqual([
      { kind: 'other encoding', effect: 'harmless', column: 'id', declared: 'zstd', actual: 'az64' },
      { kind: 'other distribution', effect: 'harmless', declared: 'key (id)', actual: 'auto' },
      { kind: 'other sort key', effect: 'harmless', declared: 'interleaved (at, id)', actual: 'none' },
    ])
  })

  test('is as the target says, however that is written', () => {
    const target = jsonObject({ table: 't', distStyle: 'key', distKey: 'id', sortKey: ['at'] }, id, at)
    const storage: TableStorage = {
      ...STORAGE,
      distStyle: 'key',
      distKey: 'id',
      sortKey: ['at'],
      sortStyle: 'compound',
    }
    expect(compareTable(target, COLUMNS, storage)).toEqual([])
  })

  test.each([
    [{ table: 't' }],
    [{ table: 't', sortKey: 'auto' }],
    [{ table: 't', distStyle: 'even' }],
  ] as const)('is not compared where the target leaves it open: %o', (table) => {
    const storage: TableStorage = { ...STORAGE, distStyle: 'even', sortKey: ['id'], sortStyle: 'compound' }
    expect(compareTable(jsonObject(table, id, at), COLUMNS, storage)).toEqual([])
  })

  test('is not compared where it is not known', () => {
    expect(compareTable(jsonObject({ table: 't', distKey: 'id', sortKey: ['at'] }, id, at), COLUMNS)).toEqual(
      [],
    )
  })
})

describe('evolve: add', () => {
  const needed = property('code', 'integer', { notNull: true, default: 7 })

  test('makes harmless what a run adds, and nothing else', () => {
    const target = jsonObject({ table: 't', evolve: 'add' }, id, property('mag', 'real'), needed)
    expect(
      compareTable(target, [column('id', 'date')]).map(({ kind, effect, column: name }) => [
        kind,
        effect,
        name,
      ]),
    ).toEqual([
      ['other type', 'stops a load', 'id'],
      ['missing', 'harmless', 'mag'],
      ['missing', 'stops a load', 'code'],
    ])
  })

  test('does not add what a strategy fills, as it would not find the rows that lack it', () => {
    const target = jsonObject({ table: 't', evolve: 'add' }, id)
    const partition = { name: 'partition', type: 'varchar(20)', path: [] }
    const filled = { ...target, columns: [...target.columns, partition] }
    expect(compareTable(filled, [column('id', 'bigint')])).toMatchObject([{ effect: 'stops a load' }])
  })
})
