import { parquetWriteBuffer } from 'hyparquet-writer'

type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number]
type Element = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number]

/** A Parquet file of columns, each with what its schema says of it beside its name. */
export function parquetFile(
  columns: readonly (readonly [
    name: string,
    data: Column['data'],
    element?: Omit<Element, 'name'>,
    within?: readonly Element[],
  ])[],
): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(([name, data]) => ({ name, data })),
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.flatMap(([name, , element = { type: 'INT32' as const }, within = []]) => [
          { name, ...element },
          ...within,
        ]),
      ],
    }),
  )
}

const at = new Date('2026-01-05T10:11:12.123Z')

/** A file with a column of each kind that COPY takes, and two rows. */
export const everyKind = parquetFile([
  ['flag', [true, false], { type: 'BOOLEAN' }],
  ['small', [1, -2], { type: 'INT32', converted_type: 'INT_16' }],
  ['id', [1, 2]],
  ['big', [1n, 2n ** 62n], { type: 'INT64' }],
  ['ratio', [0.5, -0.25], { type: 'FLOAT' }],
  ['exact', [0.1, 1e300], { type: 'DOUBLE' }],
  ['US Gross', [1.25, -3.5], { type: 'INT64', converted_type: 'DECIMAL', precision: 12, scale: 2 }],
  ['day', [at, at], { type: 'INT32', converted_type: 'DATE' }],
  ['at', [at, at], { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }],
  [
    'instant',
    [at, at],
    { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
  ],
  [
    'name',
    ['é'.repeat(2_000), null],
    { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ],
  [
    'hash',
    [new Uint8Array([1, 2]), new Uint8Array([255, 0])],
    { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2 },
  ],
  [
    'tags',
    [[1, 2], []],
    { num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
    [
      { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
      { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
    ],
  ],
  ['raw', [new Uint8Array([0, 255]), new Uint8Array([1])], { type: 'BYTE_ARRAY' }],
])
