import fc from 'fast-check'

/** CSV of every messy kind that COPY takes, as bytes of UTF-8. */
export const records: fc.Arbitrary<string> = fc
  .record({
    delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
    columns: fc.array(fc.record({ name: name(), value: fc.nat(VALUES().length - 1) }), {
      minLength: 1,
      maxLength: 6,
    }),
    count: fc.integer({ min: 1, max: 14 }),
    header: fc.boolean(),
    wild: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\n\n'),
    trailing: fc.boolean(),
  })
  .chain(({ delimiter, columns, count, header, wild, lineEnd, trailing }) => {
    const values = VALUES()
    const field = (value: number) =>
      fc
        .tuple(
          fc.boolean().chain((any) => (any && wild ? fc.oneof(...values) : values[value]!)),
          fc.nat(6),
          fc.nat(9),
        )
        .map(([text, quoted, empty]) => (empty === 0 ? '' : written(text, delimiter, quoted === 0)))
    const row = fc
      .tuple(...columns.map(({ value }) => field(value)))
      .map((fields) => `${fields.join(delimiter)}${trailing ? delimiter : ''}`)
    const names = columns.map(({ name: each }) => written(each, delimiter, false))
    return fc
      .array(row, { minLength: count, maxLength: count })
      .map((rows) => [...(header ? [names.join(delimiter)] : []), ...rows].join(lineEnd))
      .chain((text) => fc.constantFrom(text, `${text}${lineEnd}`))
  })

/** A field as a program writes it: in quotation marks if it must be, or `always`. */
function written(text: string, delimiter: string, always: boolean): string {
  const needed = always || /["\r\n\0]/.test(text) || text.includes(delimiter)
  return needed ? `"${text.replaceAll('"', '""')}"` : text
}

/** Names that fold to one another, that quote and escape, that are no names, that a configuration refuses, and any at all. */
function name(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('id', 'ID', 'user name', 'user_name', 'User-Name', 'type', 'column', 'fields', 'oid', ''),
    fc.constantFrom(
      '2026',
      '1',
      'true',
      'null',
      'no',
      '__proto__',
      'constructor',
      'a[0]',
      '#',
      '- a',
      'é',
      '日本語',
    ),
    fc.constantFrom('a\nb', 'a"b', "it's", 'a,b;c|d', 'x'.repeat(127), 'X'.repeat(200), 'ü'.repeat(64)),
    fc.stringMatching(/^[a-z_]{1,8}$/),
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
}

/** What a column may be full of. */
function VALUES(): fc.Arbitrary<string>[] {
  const whole = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom('0', '-0', '32767', '-32769', '2147483648', '9223372036854775808', '1'.repeat(38)),
  )
  const decimal = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      '0.1',
      '-0.5',
      '1.50',
      '1e3',
      '1E-7',
      '12.345e2',
      '1e38',
      '1e400',
      '5e-324',
      '9'.repeat(400),
    ),
  )
  const odd = fc.constantFrom(
    '007',
    '+1',
    '.5',
    '1.',
    '1,5',
    '1 000',
    ' 7',
    '8 ',
    'NaN',
    'Infinity',
    '0x10',
    '1e99999',
  )
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      '',
      ' ',
      '   ',
      '\\N',
      'NULL',
      'a\nb',
      'a\r\nb',
      'a|b,c;d\te',
      '"',
      '""',
      "'",
      "'a'",
      '\\',
      '\u00a0',
    ),
  )
  const huge = fc.constantFrom(60_000, 65_535, 65_536).map((length) => 'x'.repeat(length))
  const day = fc
    .date({ min: new Date('0900-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((value) => value.toISOString())
  const date = fc.oneof(
    day.map((value) => value.slice(0, 10)),
    fc.constantFrom('2024-02-29', '2023-02-29', '2024-13-01', '2024-1-1', '0000-00-00', '01.02.2024'),
  )
  const time = fc.oneof(
    fc
      .tuple(day, fc.constantFrom('', 'Z', '+01:00', '-0330', '+14', '+15:00', ' UTC'))
      .map(([value, zone]) => `${value.slice(0, -1)}${zone}`),
    day.map((value) => value.slice(0, 19).replace('T', ' ')),
    fc.constantFrom('2024-01-01T24:00:00Z', '2024-01-01T23:59:60Z', '10:00'),
  )
  const bool = fc.constantFrom('true', 'false', 'True', 'FALSE')
  const flag = fc.constantFrom('yes', 'no', 't', 'f', '0', '1')
  return [
    whole,
    decimal,
    fc.oneof(whole, decimal),
    odd,
    fc.oneof(whole, odd),
    text,
    text,
    huge,
    date,
    time,
    fc.oneof(date, time),
    bool,
    flag,
    fc.constant(''),
  ]
}
