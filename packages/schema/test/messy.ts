import fc from 'fast-check'

/** JSON text of every messy kind; not by way of JavaScript's values, which have no such numbers and no members of one name. */
export const documents: fc.Arbitrary<string> = fc
  .record({
    columns: fc.uniqueArray(fc.record({ name: name(), value: fc.nat(VALUES().length - 1) }), {
      minLength: 1,
      maxLength: 7,
      selector: ({ name: each }) => each,
    }),
    count: fc.integer({ min: 1, max: 14 }),
    wild: fc.boolean(),
    between: fc.constantFrom('\n', '', ' \r\n\t'),
  })
  .chain(({ columns, count, wild, between }) => {
    const values = VALUES()
    const row = fc
      .tuple(
        ...columns.map(({ name: key, value }) =>
          fc
            .tuple(
              fc.boolean().chain((any) => (any && wild ? fc.oneof(...values) : values[value]!)),
              fc.nat(9),
              fc.nat(60),
            )
            .map(([text, missing, twice]) => {
              if (missing === 0) return []
              const member = `${JSON.stringify(key)}: ${text}`
              return twice === 0 ? [member, `${JSON.stringify(key)}:${missing}`] : [member]
            }),
        ),
      )
      .map((members) => `{ ${members.flat().join(', ')} }`)
    return fc.array(row, { minLength: count, maxLength: count }).map((rows) => rows.join(between))
  })

/** Names that fold to one another, that quote and escape, that mean something to YAML or to Redshift, and any at all. */
function name(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('id', 'ID', 'Id', 'user', 'userName', 'username', 'a', 'a_b', 'b', 'type', 'column'),
    fc.constantFrom('encode', 'default', 'notNull', 'oid', 'ctid', 'xmin', 'select', 'table', 'order', ''),
    fc.constantFrom(
      ' ',
      '.',
      "it's",
      'a"b',
      'back\\slash',
      'a.b',
      'a[0]',
      '[1]',
      '$',
      '#',
      '&x',
      '*',
      '- ',
      '? ',
    ),
    fc.constantFrom('true', 'no', 'null', '~', '<<', '2001-01-01', '1e3', '0x1f', '__proto__', 'constructor'),
    fc.constantFrom(
      'é',
      'É',
      'ünïcödé',
      'İ',
      'ß',
      '日本語',
      '😀',
      '\u2028',
      '\n',
      '\t',
      '\u0001',
      '\ufeff',
      '\u0000',
    ),
    fc.constantFrom(
      'x'.repeat(127),
      `${'x'.repeat(127)}1`,
      'X'.repeat(200),
      'ü'.repeat(64),
      'k'.repeat(1_100),
    ),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
}

/** What a column may be full of. */
function VALUES(): fc.Arbitrary<string>[] {
  const whole = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom('0', '-0', '-1', '32767', '32768', '-32769', '2147483648', '9223372036854775807'),
    fc.constantFrom('-9223372036854775808', '9223372036854775808', '-9223372036854775809', '1'.repeat(38)),
  )
  const decimal = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.constantFrom('0.1', '-0.5', '1.50', '1e3', '1E-7', '0e0', '12.345e2', '1.0', '99999999999999.9999'),
    fc.constantFrom(
      `0.${'1'.repeat(37)}`,
      `0.${'1'.repeat(38)}`,
      `${'9'.repeat(37)}.5`,
      '1e38',
      '1e-300',
      '5e-324',
    ),
  )
  const beyond = fc.constantFrom(
    '1e400',
    '-1e999',
    '1e-400',
    '9'.repeat(40),
    '9'.repeat(400),
    `1${'0'.repeat(1_001)}`,
  )
  const text = fc.oneof(
    fc.string().map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 20 }).map((value) => JSON.stringify(value)),
    fc.constantFrom(
      '""',
      '" "',
      '"\\u00e9\\ud83d\\ude00"',
      '"a\\nb\\t|\\\\,\\""',
      '"12"',
      '"true"',
      '"\\\\N"',
    ),
  )
  const bad = fc.constantFrom('"\\u0000"', '"\\ud800"', '"\\udc00x"')
  const huge = fc
    .constantFrom(60_000, 65_535, 65_536, 70_000)
    .map((length) => JSON.stringify('é'.repeat(length / 2)))
  const day = fc
    .date({ min: new Date('0900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((value) => value.toISOString())
  const date = fc.oneof(
    day.map((value) => `"${value.slice(0, 10)}"`),
    fc.constantFrom('"2024-02-29"', '"2023-02-29"', '"2024-13-01"', '"2024-1-1"', '""', '"0000-00-00"'),
  )
  const time = fc.oneof(
    fc
      .tuple(day, fc.constantFrom('', 'Z', '+01:00', '-0330', '+14', '+15:00', ' UTC', '[Z]'))
      .map(([value, zone]) => `"${value.slice(0, -1)}${zone}"`),
    day.map((value) => `"${value.slice(0, 19).replace('T', ' ')}"`),
    day.map((value) => `"${value.slice(0, 19)}.123456789Z"`),
    fc.constantFrom('"2024-01-01T24:00:00Z"', '"2024-01-01T23:59:60Z"', '"2024-01-01T10:00Z"'),
  )
  const bool = fc.constantFrom('true', 'false')
  const none = fc.constant('null')
  const scalar = fc.oneof(whole, decimal, text, bool, none)
  const list = fc.array(scalar, { maxLength: 4 }).map((items) => `[${items.join(' , ')}]`)
  const pair = fc.tuple(whole, decimal).map((items) => `[${items.join(',')}]`)
  const map = fc
    .array(fc.tuple(name(), scalar), { maxLength: 5 })
    .map((items) => `{${items.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`)
  const fixed = fc
    .tuple(whole, time, pair, fc.oneof(none, map))
    .map(([a, type, b, column]) => `{"a": ${a}, "type":${type}, "B":${b}, "column":${column}}`)
  const nested = fc.oneof(fixed, fixed, fixed, none)
  const deep = fc
    .constantFrom(3, 12, 999, 1_000, 1_001, 5_000)
    .chain((depth) =>
      fc
        .constantFrom(['[', ']'], ['{"a":', '}'])
        .map(([open, close]) => open!.repeat(depth) + '0' + close!.repeat(depth)),
    )
  const empty = fc.constantFrom('{}', '[]', 'null')
  return [
    whole,
    decimal,
    fc.oneof(whole, decimal, none),
    beyond,
    fc.oneof(decimal, beyond),
    text,
    text,
    bad,
    huge,
    date,
    time,
    fc.oneof(date, time),
    bool,
    none,
    list,
    pair,
    fc.oneof(pair, pair, pair, none),
    map,
    fixed,
    nested,
    nested,
    deep,
    empty,
  ]
}
