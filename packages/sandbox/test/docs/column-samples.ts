const numbers = 'smallint int2 integer int int4 bigint int8'.split(' ')
const decimals = 'decimal numeric dec'.split(' ')
const floats = ['real', 'float4', 'double precision', 'float8', 'float']
const chars = ['char', 'character', 'nchar', 'national character', 'national char']
const varchars = [
  'varchar',
  'character varying',
  'char varying',
  'nvarchar',
  'national character varying',
  'national char varying',
  'text',
]

const all = (names: readonly string[], field: string, value = field) =>
  names.map((name) => [name, { field, value }] as const)

const intervals = (...qualifiers: readonly string[]) => qualifiers.map((words) => `interval ${words}`)

/** For each type, a field that COPY reads and what a SELECT shows of it as text. */
export const columnSamples: ReadonlyMap<string, { readonly field: string; readonly value: string }> = new Map(
  [
    ...all(numbers, '-7'),
    ...all(decimals, '12.9', '12'),
    ...all(floats, '1.5'),
    ...all(['boolean', 'bool'], 'Yes', 'true'),
    ...all(chars, 'z'),
    ...all(['bpchar'], 'abc'),
    ...all(varchars, 'é'),
    ...all(['date'], '2026-01-05'),
    ...all(['time'], '08:30:00'),
    ...all(['timetz'], '08:30:00+00'),
    ...all(['timestamp', 'datetime'], '2026-01-05 08:30:00'),
    ...all(['timestamptz'], '2026-01-05 08:30:00+00'),
    ...all(['interval year to month', 'interval month'], '1-2', '1 year 2 mons'),
    ...all(['interval year'], '1-2', '1 year'),
    ...all(intervals('day to second', 'hour to second', 'minute to second', 'second'), '3 days 04:05:06.7'),
    ...all(intervals('day to minute', 'hour to minute', 'minute'), '3 days 04:05:06.7', '3 days 04:05:00'),
    ...all(intervals('day to hour', 'hour'), '3 days 04:05:06.7', '3 days 04:00:00'),
    ...all(['interval day'], '3 days 04:05:06.7', '3 days'),
    ...all(['super'], '{"a": [1]}', '{"a":[1]}'),
    ...all(['hllsketch'], '{"logm":15,"sparse":{"indices":[3],"values":[1]}}'),
    ...all(
      ['geometry'],
      '0101000000000000000000f03f0000000000000040',
      '0101000000000000000000F03F0000000000000040',
    ),
    ...all(
      ['geography'],
      '0101000000000000000000f03f0000000000000040',
      '0101000020E6100000000000000000F03F0000000000000040',
    ),
    ...all(['varbyte', 'varbinary', 'binary varying'], '0aff'),
  ],
)
