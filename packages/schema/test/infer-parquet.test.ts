import { expect, test } from 'vitest'
import { inferFields } from './objects.js'
import { everyKind, parquetFile } from './parquet-file.js'

test('the types are those that COPY takes, and the file is known by its content', async () => {
  const { fields, copy, from, unreadable } = await inferFields({ 'part-0000': everyKind })
  expect(Object.fromEntries(fields.map(({ name, type }) => [name, type]))).toEqual({
    flag: 'boolean',
    small: 'integer',
    id: 'integer',
    big: 'bigint',
    ratio: 'real',
    exact: 'double precision',
    us_gross: 'decimal(12,2)',
    day: 'date',
    at: 'timestamp',
    instant: 'timestamp',
    name: 'varchar(65535)',
    hash: 'varbyte(2)',
    tags: 'super',
    raw: 'varbyte(1024000)',
  })
  expect(copy).toEqual({ format: 'parquet', serializeToJson: true })
  expect(from).toBe('the schema of 1 file with 2 rows')
  expect(unreadable).toEqual([])
})

test('names that lead to other columns are matched by position', async () => {
  const { copy } = await inferFields({
    a: parquetFile([
      ['a b', [1]],
      ['a_b', [2]],
    ]),
  })
  expect(copy).toEqual({ format: 'parquet', match: 'position' })
})

test('says which files COPY will refuse, and why', async () => {
  const id = parquetFile([['id', [1]]])
  const { unreadable, from } = await inferFields({
    a: id,
    b: parquetFile([['id', [1n], { type: 'INT64' }]]),
    c: parquetFile([['ID', [1]]]),
    d: parquetFile([
      ['id', [1]],
      ['v', [1]],
    ]),
    e: 'PAR1 and no more',
  })
  expect(unreadable.map(({ object, fault }) => `${object} ${fault}`)).toEqual([
    's3://test/b has the column "id" of another type, unlike s3://test/a',
    's3://test/c has the column "ID" in the place of "id", unlike s3://test/a',
    's3://test/d has 2 columns, and not 1, unlike s3://test/a',
    's3://test/e is no Parquet file',
  ])
  expect(from).toBe('the schema of 4 files with 4 rows')
})

test('says of nanoseconds that Redshift reads other years', async () => {
  const nanos = { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } as const
  const { unreadable } = await inferFields({
    a: parquetFile([['at', [1n], { type: 'INT64', logical_type: nanos }]]),
  })
  expect(unreadable[0]!.fault).toContain('has the column "at", which is a timestamp in nanoseconds')
})

test('throws if there is no file', async () => {
  await expect(inferFields({ a: 'PAR1 and no more' })).rejects.toThrow(
    'There is no file to infer a table from: s3://test/a, is no Parquet file.',
  )
})
