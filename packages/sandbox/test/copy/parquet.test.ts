import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { load } from './load.js'

type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number]
type Schema = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>

function parquet(columnData: Column[], schema?: Schema, rowGroupSize = 2): Buffer {
  return Buffer.from(
    parquetWriteBuffer({ columnData, rowGroupSize, ...(schema === undefined ? {} : { schema }) }),
  )
}

/** One column `c` of these values, stored as `element` says. */
function columnOf(element: Omit<Schema[number], 'name'>, data: unknown[]): Buffer {
  const schema: Schema = [
    { name: 'root', num_children: 1 },
    { ...element, name: 'c', repetition_type: 'OPTIONAL' },
  ]
  return parquet([{ name: 'c', data: data as never }], schema)
}

describe('Parquet', () => {
  test('is loaded by position, row group by row group', async () => {
    const file = parquet([
      { name: 'x', data: [1, 2, 3, null, 5], type: 'INT32' },
      { name: 'y', data: ['a', 'é\t😀', '', null, 'b'], type: 'STRING' },
    ])
    const { rows, failure, load: run } = await load('id int4, name varchar(20)', file, 'parquet')
    expect(failure).toBe(undefined)
    expect(rows).toEqual(['1\ta', '2\té\\t😀', '3\t', '\\N\t\\N', '5\tb'])
    expect(run.files).toEqual([{ url: 's3://b/d', size: file.length, rows: 5, rejected: 0, lines: 5 }])
  })

  test.each([
    ['int8', { type: 'INT64' as const }, [9007199254740993n, null], ['9007199254740993', '\\N']],
    ['bool', { type: 'BOOLEAN' as const }, [true, false], ['t', 'f']],
    ['float8', { type: 'DOUBLE' as const }, [1.5, -2e300], ['1.5', '-2e+300']],
    ['float4', { type: 'FLOAT' as const }, [1.5], ['1.5']],
    ['varbyte(9)', { type: 'BYTE_ARRAY' as const }, [Uint8Array.of(0, 255)], ['00ff']],
    [
      'date',
      { type: 'INT32' as const, converted_type: 'DATE' as const },
      [new Date('2003-03-31')],
      ['2003-03-31'],
    ],
    [
      'timestamp',
      { type: 'INT64' as const, converted_type: 'TIMESTAMP_MILLIS' as const },
      [new Date('2003-03-31T10:11:12.345Z')],
      ['2003-03-31 10:11:12.345000'],
    ],
    ['super', { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }, ['a"é'], ['"a\\\\"é"']],
    ['super', { type: 'INT64' as const }, [9007199254740993n], ['9007199254740993']],
    [
      'numeric(9,2)',
      { type: 'INT32' as const, converted_type: 'DECIMAL' as const, precision: 9, scale: 2 },
      [-123.45, 0.05],
      ['-123.45', '0.05'],
    ],
  ])('%s is taken from %o', async (type, element, data, rows) => {
    expect(await load(`c ${type}`, columnOf(element, data), 'parquet')).toMatchObject({
      failure: undefined,
      rows,
    })
  })

  test('refuses nanoseconds, of which a cluster would make wrong years', async () => {
    const element = {
      type: 'INT64' as const,
      logical_type: { type: 'TIMESTAMP' as const, isAdjustedToUTC: false, unit: 'NANOS' as const },
    }
    const { failure } = await load('c timestamp', columnOf(element, [1n]), 'parquet')
    expect(failure).toBe('Spectrum Scan Error')
  })

  test.each([
    ['no bytes', '', 'its size in bytes is 0'],
    ['text', '{"id":1,"note":"some text"}\n', 'parquet file invalid (footer != PAR1)'],
  ])('refuses what is no Parquet by its name: %s', async (_, content, reason) => {
    const { failure, detail } = await load('c int8', { d: content }, 'parquet')
    expect(failure).toBe('Spectrum Scan Error')
    expect(detail).toContain(`File 's3://b/d' is not a Parquet file that can be read: ${reason}`)
  })

  test('puts lists and structs into SUPER with SERIALIZETOJSON', async () => {
    const schema: Schema = [
      { name: 'root', num_children: 2 },
      { name: 'id', type: 'INT32', repetition_type: 'OPTIONAL' },
      { name: 'c', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT64', repetition_type: 'OPTIONAL' },
    ]
    const file = parquet(
      [
        { name: 'id', data: [1] },
        { name: 'c', data: [[1n, 9007199254740993n, null]] },
      ],
      schema,
    )
    expect((await load('id int4, c super', file, 'parquet serializetojson')).rows).toEqual([
      '1\t[1,9007199254740993,null]',
    ])
    expect((await load('id int4, c super', file, 'parquet')).failure).toBe('Spectrum Scan Error')
  })

  const numbers = parquet([{ name: 'x', data: [1, 2], type: 'INT32' }])

  test.each([
    [
      'a int4, b int4',
      numbers,
      'Unmatched number of columns between table and file. Table columns: 2, Data columns: 1, File name: s3://b/d',
    ],
    [
      'a varchar(9)',
      numbers,
      "File 's3://b/d' has an incompatible Parquet schema for column 'a'. Column type: VARCHAR, Parquet schema: optional int32 x",
    ],
    [
      'a int8',
      numbers,
      "File 's3://b/d' has an incompatible Parquet schema for column 'a'. Column type: INT8, Parquet schema: optional int32 x",
    ],
    [
      'a varchar(1)',
      parquet([{ name: 'x', data: ['ab'], type: 'STRING' }]),
      'The length of the data column a is longer than the length defined in the table. Table: 1, Data: 2, File name: s3://b/d',
    ],
    ['a int4', Buffer.from('{"a":1}'), "File 's3://b/d' is not a Parquet file that can be read: "],
    ['a int4', Buffer.alloc(0), "File 's3://b/d' is not a Parquet file that can be read: "],
    ['a int4', numbers.subarray(20), "File 's3://b/d' is not a Parquet file that can be read: "],
  ])('that does not fit %s fails', async (columns, file, context) => {
    const { failure, detail } = await load(columns, file, 'parquet')
    expect(failure).toBe('Spectrum Scan Error')
    expect(detail).toContain('code:      15001')
    expect(detail).toContain(`context:   ${context}`)
  })

  test('that is cut off anywhere fails', async () => {
    for (let length = 1; length < numbers.length; length++) {
      expect((await load('a int4', numbers.subarray(0, length), 'parquet')).failure).toBe(
        'Spectrum Scan Error',
      )
    }
  })

  test('with FILLRECORD may have too few columns', async () => {
    expect((await load('a int4, b int4', numbers, 'parquet fillrecord')).rows).toEqual(['1\t\\N', '2\t\\N'])
  })

  test('in a manifest needs its length', async () => {
    const entry = (meta: object) => JSON.stringify({ entries: [{ url: 's3://b/x', ...meta }] })
    const good = { d: entry({ meta: { content_length: numbers.length } }), x: numbers }
    expect((await load('a int4', good, 'parquet manifest')).rows).toEqual(['1', '2'])
    expect((await load('a int4', { ...good, d: entry({}) }, 'parquet manifest')).failure).toBe(
      "File entry does not have 'meta' key.",
    )
    const wrong = { ...good, d: entry({ meta: { content_length: 9 } }) }
    expect((await load('a int4', wrong, 'parquet manifest')).failure).toBe('Spectrum Scan Error')
  })
})
