import { gzipSync } from 'node:zlib'
import { field, jsonObject, orderedFields, property } from '@arbalest/core'
import { expect, test } from 'vitest'
import type { CopyOptions } from '../src/index.js'
import { loaded, parquetOf } from './loaded.js'

const FIELDS = orderedFields(
  'orders',
  field('id', 'integer', { notNull: true }),
  field('order_date', 'date'),
  field('note', 'varchar(16)', { default: 'none' }),
)
const DAY = new Date('2026-01-05T00:00:00Z')

/** Loads records, by their names and the values of each, of every format that has names. */
const FORMATS: Record<string, (records: string[][], copy?: CopyOptions) => ReturnType<typeof loaded>> = {
  csv: (records, copy) =>
    loaded(
      FIELDS,
      { a: records.map((record) => record.map((value) => `"${value}"`).join(',')).join('\n') },
      { format: 'csv', header: true, ...copy },
    ),
  parquet: async ([names, ...records], copy) => {
    const values = records.map((record) => `(${record.map((value) => `'${value}'`).join(', ')})`)
    const columns = names!.map((name) => `"${name}"`).join(', ')
    const content = await parquetOf(`select * from (values ${values.join(', ')}) t(${columns})`)
    return await loaded(FIELDS, { a: content }, { format: 'parquet', ...copy })
  },
}

for (const [format, load] of Object.entries(FORMATS)) {
  test(`${format}: a name means the column of the same letters, in any order and case`, async () => {
    const { rows } = await load([
      ['NOTE', 'Order Date', 'more', 'Id'],
      ['x', '2026-01-05', 'y', '1'],
    ])
    expect(rows).toEqual([{ id: 1, order_date: DAY, note: 'x' }])
  })

  test(`${format}: a column that objects lack gets its default, as in Redshift`, async () => {
    const { rows } = await load([
      ['order_date', 'id'],
      ['2026-01-05', '1'],
    ])
    expect(rows).toEqual([{ id: 1, order_date: DAY, note: 'none' }])
  })

  test(`${format}: objects without a column that must have a value are refused`, async () => {
    await expect(load([['note'], ['x']])).rejects.toMatchObject({
      code: 'NAMES_DIFFER',
      message: expect.stringContaining('/a: it lacks "id", which must have a value. Nothing of this'),
    })
  })

  test(`${format}: two names that mean one column are refused`, async () => {
    const twice = load([
      ['id', 'Order Date', 'order_date'],
      ['1', '2026-01-05', '2026-01-06'],
    ])
    await expect(twice).rejects.toMatchObject({
      code: 'NAMES_DIFFER',
      message: expect.stringContaining('"Order Date" and "order_date" both mean the field "order_date"'),
    })
  })

  test(`${format}: fields of other names are taken in their order if there are as many, and refused if not`, async () => {
    const names = ['Nummer', 'Datum', 'Text']
    const expected = [{ id: 1, order_date: DAY, note: 'x' }]
    expect((await load([names, ['1', '2026-01-05', 'x']])).rows).toEqual(expected)
    await expect(load([names.slice(0, 2), ['1', '2026-01-05']])).rejects.toMatchObject({
      message: expect.stringContaining('and it has 2 fields, but the target has 3'),
    })
  })

  test(`${format}: match: position takes fields in their order, whatever they are called`, async () => {
    const records = [
      ['order_date', 'id', 'note'],
      ['1', '2026-01-05', 'x'],
    ]
    expect((await load(records, { match: 'position' })).rows).toEqual([{ id: 1, order_date: DAY, note: 'x' }])
  })
}

test('csv: objects of one copy may have headers that differ, one that is quoted, and one that is empty', async () => {
  const { copied, rows } = await loaded(
    FIELDS,
    {
      a: 'id,note\n1,a\n',
      'b.gz': gzipSync('\uFEFF"note";"id"\n'.replace(';', ',')),
      c: 'note,id\nc,3\n',
      d: '',
    },
    { format: 'csv', header: true },
  )
  expect(copied.rows).toBe(2)
  expect(rows).toEqual([
    { id: 1, order_date: null, note: 'a' },
    { id: 3, order_date: null, note: 'c' },
  ])
})

test('csv: a name that stands twice is refused only if it is a column’s', async () => {
  const load = (header: string) =>
    loaded(FIELDS, { a: `${header}\n1,2,3,4\n` }, { format: 'csv', header: true })
  expect((await load('id,x,x,y')).rows).toEqual([{ id: 1, order_date: null, note: 'none' }])
  await expect(load('id,id,x,y')).rejects.toMatchObject({
    message: expect.stringContaining('it has "id" twice'),
  })
})

test('csv: a record of more or fewer fields is refused, with its line', async () => {
  const copy = { format: 'csv', header: true } as const
  const malformed = loaded(FIELDS, { a: 'id,note\n1,a\n\n2\n3,c,d\n"4"x,d\n' }, copy)
  await expect(malformed).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    rejections: [
      { line: 4, rawLine: '2', reason: expect.stringContaining('Expected Number of Columns: 2 Found: 1.') },
      { line: 5, rawLine: '3,c,d' },
      { line: 6 },
    ],
  })
  await expect(loaded(FIELDS, { a: 'id,note\n1,a\nx,b\n' }, copy)).rejects.toMatchObject({
    rejections: [{ line: 3, column: 'id', value: 'x' }],
  })
})

test('what is compressed as DuckDB does not read it is refused by name', async () => {
  const target = jsonObject('events', property('id', 'integer'))
  await expect(loaded(target, { 'a.json.bz2': 'x' })).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    message: expect.stringContaining('bzip2, which DuckDB does not read'),
  })
})
