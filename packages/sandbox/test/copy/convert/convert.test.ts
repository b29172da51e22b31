import { describe, expect, test } from 'vitest'
import { conversionOf } from '../../../src/redshift/copy/convert/conversion-of.js'
import { parsed } from '../parsed.js'
import { tableOf } from '../load.js'

/** What becomes of `text` in a column of `type`: PostgreSQL's COPY text, null, or `code reason`. */
function converted(type: string, text: string, parameters = ''): string | null {
  const [column] = tableOf(`c ${type}`).columns
  if (column === undefined) throw new Error(`no column in ${type}`)
  const { conversions } = parsed(`copy t from 's3://b/d' iam_role default ${parameters}`)
  const result = conversionOf(column, conversions)(Buffer.from(text, 'utf8').toString('latin1'))
  if (typeof result === 'string') return Buffer.from(result, 'latin1').toString('utf8')
  return result === null ? null : `${result.code} ${Buffer.from(result.reason, 'latin1').toString('utf8')}`
}

const digit = (value: string, position: number, type: string) =>
  `1207 Invalid digit, Value '${value}', Pos ${position}, Type: ${type}`

describe('whole numbers', () => {
  test.each([
    ['int2', '32767', '32767'],
    ['int2', '-32768', '-32768'],
    ['int2', '32768', '1222 Overflow, Column type: Short'],
    ['int4', '2147483647', '2147483647'],
    ['int4', '2147483648', '1222 Overflow, Column type: Integer'],
    ['int4', '-2147483649', '1222 Overflow, Column type: Integer'],
    ['int8', '9223372036854775807', '9223372036854775807'],
    ['int8', '-9223372036854775808', '-9223372036854775808'],
    ['int8', '9223372036854775808', '1222 Overflow, Column type: Long'],
    ['int8', '9'.repeat(100_000), '1222 Overflow, Column type: Long'],
    ['int4', '000000000012', '000000000012'],
    ['int4', '+5', '+5'],
    ['int4', ' 5 ', '5'],
    ['int4', 'a', digit('a', 0, 'Integer')],
    ['int4', '1é', digit('é', 1, 'Integer')],
    ['int4', '1.5', digit('.', 1, 'Integer')],
    ['int8', '1e3', digit('e', 1, 'Long')],
    ['int2', '-', digit('-', 0, 'Short')],
    ['int4', '', null],
    ['int4', '   ', null],
    ['smallint', 'x', digit('x', 0, 'Short')],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})

describe('decimals', () => {
  test.each([
    ['numeric(8,2)', '20.259', '', '20.25'],
    ['numeric(8,2)', '20.259', 'roundec', '20.26'],
    ['numeric(8,2)', '-20.255', 'roundec', '-20.26'],
    ['numeric(8,2)', '-20.259', '', '-20.25'],
    ['numeric(8,2)', '20', '', '20'],
    ['numeric(8,2)', '.5', '', '0.5'],
    ['numeric(8,2)', '5.', '', '5.'],
    ['numeric(8,0)', '5.9', '', '5'],
    ['numeric(8,0)', '5.5', 'roundec', '6'],
    ['numeric(4,2)', '99.99', '', '99.99'],
    ['numeric(4,2)', '99.995', '', '99.99'],
    ['numeric(4,2)', '99.995', 'roundec', '1209 Overflow, Column type: Decimal(4,2)'],
    ['numeric(4,2)', '100', '', '1209 Overflow, Column type: Decimal(4,2)'],
    ['numeric(2,2)', '0.999', '', '0.99'],
    ['numeric(2,2)', '0.999', 'roundec', '1209 Overflow, Column type: Decimal(2,2)'],
    ['numeric(2,2)', '0.994', 'roundec', '0.99'],
    [
      'numeric(38,10)',
      '1234567890123456789012345678.0123456789',
      '',
      '1234567890123456789012345678.0123456789',
    ],
    ['numeric(10,2)', '0001.5', '', '0001.5'],
    ['numeric(10,2)', '1.5e3', '', '1500'],
    ['numeric(10,2)', '1.25e-1', '', '0.12'],
    ['numeric(10,2)', '1e-5', '', '0.00'],
    ['numeric(10,2)', '1e9999', '', '1209 Overflow, Column type: Decimal(10,2)'],
    ['numeric(10,2)', 'x', '', digit('x', 0, 'Decimal')],
    ['numeric(10,2)', '1.2.3', '', digit('.', 3, 'Decimal')],
    ['numeric(10,2)', '1-2', '', digit('-', 1, 'Decimal')],
    ['numeric(10,2)', '', '', null],
  ])('%s of %s %s', (type, text, parameters, value) => {
    expect(converted(type, text, parameters)).toBe(value)
  })
})

describe('floating point', () => {
  test.each([
    ['float8', '1.5', '1.5'],
    ['float8', '-1e300', '-1e300'],
    ['float8', '1e309', '1204 Overflow, Column type: Float8'],
    ['float8', '1e-400', '0'],
    ['float4', '3.4e38', '3.4e38'],
    ['float4', '3.5e38', '1204 Overflow, Column type: Float4'],
    ['float4', '1e-60', '0'],
    ['float8', 'NaN', 'NaN'],
    ['float8', '1,5', "1208 Invalid digit, Value '1,5', Type: Float8"],
    ['float8', ' ', null],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})

describe('booleans', () => {
  test.each<[string, string | null]>([
    ...['t', 'true', 'y', 'yes', '1', 'TRUE', 'Yes'].map((text): [string, string] => [text, 't']),
    ...['f', 'false', 'n', 'no', '0', 'F'].map((text): [string, string] => [text, 'f']),
    ['2', '1210 Unknown boolean format'],
    ['constructor', '1210 Unknown boolean format'],
    ['', null],
  ])('%s', (text, value) => {
    expect(converted('bool', text)).toBe(value)
  })
})

describe('characters', () => {
  test.each([
    ['varchar(4)', 'abcd', '', 'abcd'],
    ['varchar(4)', 'abcde', '', '1204 String length exceeds DDL length'],
    ['varchar(4)', 'abcd   ', '', 'abcd'],
    ['varchar(4)', 'éé', '', 'éé'],
    ['varchar(4)', 'ééa', '', '1204 String length exceeds DDL length'],
    ['varchar(4)', 'aééa', 'truncatecolumns', 'aé'],
    ['varchar(4)', 'a😀b', 'truncatecolumns', 'a'],
    ['varchar(4)', 'ab  ', 'trimblanks', 'ab'],
    ['varchar(4)', '  ', 'trimblanks', ''],
    ['varchar(4)', '  ', 'trimblanks emptyasnull', null],
    ['varchar(4)', '', '', ''],
    ['varchar(4)', '', 'emptyasnull', null],
    ['varchar(4)', ' \t ', 'blanksasnull', null],
    ['varchar(4)', ' \t ', '', ' \\t '],
    ['varchar(9)', 'a\\b\nc\rd\te', '', 'a\\\\b\\nc\\rd\\te'],
    ['varchar(9)', 'a\0b', '', '1216 String contains the NUL character (0x00)'],
    ['char(4)', 'abcd', '', 'abcd'],
    ['char(4)', 'abcd  ', '', 'abcd'],
    ['char(4)', 'abcde', '', '1204 Char length exceeds DDL length'],
    ['char(4)', 'abcde', 'truncatecolumns', 'abcd'],
    [
      'char(9)',
      'café',
      '',
      '1220 Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: c3 a9',
    ],
    ['char(4)', '', 'emptyasnull', null],
    ['varchar', 'x'.repeat(257), '', '1204 String length exceeds DDL length'],
  ])('%s of %j %s', (type, text, parameters, value) => {
    expect(converted(type, text, parameters)).toBe(value)
  })

  const bad = (hex: string, error: number) =>
    `String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ${hex} (error ${error})`

  test.each([
    ['a4', bad('a4', 3), '?'],
    ['61 ff 62', bad('ff', 3), 'a?b'],
    ['e0 a1', bad('e0 a1', 2), '??'],
    ['e0 a1 41', bad('e0 a1', 4), '??A'],
    ['c0 80', bad('c0 80', 9), '??'],
    ['ed a0 80', bad('ed a0 80', 5), '???'],
    ['f4 90 80 80', bad('f4 90 80 80', 8), '????'],
    ['f8 88 80 80 80', bad('f8 88 80 80 80', 1), '?????'],
    ['ef bf be', '\ufffe', '???'],
    ['ef b7 90', '\ufdd0', '???'],
  ])('the bytes %s', (hex, refused, replaced) => {
    const text = Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1')
    const [column] = tableOf('c varchar(20)').columns
    for (const [parameters, value] of [
      ['', refused],
      ["acceptinvchars as '?'", replaced],
    ] as const) {
      const { conversions } = parsed(`copy t from 's3://b/d' iam_role default ${parameters}`)
      const result = column && conversionOf(column, conversions)(text)
      if (typeof result === 'string') expect(Buffer.from(result, 'latin1').toString('utf8')).toBe(value)
      else expect(result).toMatchObject({ code: 1220, reason: value })
    }
  })
})

describe('dates', () => {
  test.each([
    ['2003-03-31', '', '2003-03-31'],
    ['2003-03-31 10:11:12', '', '2003-03-31'],
    ['2003-02-29', '', '1205 Invalid date format or value [YYYY-MM-DD]'],
    ['2004-02-29', '', '2004-02-29'],
    ['2003-3-31', '', '1205 Invalid Date Format - length must be 10 or more'],
    ['31.03.2003', "dateformat 'DD.MM.YYYY'", '2003-03-31'],
    ['03/31/03', "dateformat as 'MM/DD/YY'", '2003-03-31'],
    ['03/31/70', "dateformat as 'MM/DD/YY'", '1970-03-31'],
    ['March 31, 2003', "dateformat 'MON DD, YYYY'", '2003-03-31'],
    ['Jan-01-1999', "dateformat 'MON-DD-YYYY'", '1999-01-01'],
    ['00/00/00', "dateformat 'MM/DD/YY'", '1205 Invalid date format or value [MM/DD/YY]'],
    ['00/00/00', "dateformat 'YYYY-MM-DD' acceptanydate", null],
    ['2003-03-31', "dateformat 'YYYY-YYYY'", '1205 Invalid date format or value [YYYY-YYYY]'],
    ['J2451187', "dateformat 'auto'", '1999-01-08'],
    ['Jan-08-95 BC', "dateformat 'auto'", '0095-01-08 BC'],
    ['1996.008', "dateformat 'auto'", '1996-01-08'],
    ['01/08/1999', "dateformat 'auto'", '1999-01-08'],
    ['8 January 1999', "dateformat 'auto'", '1999-01-08'],
    ['19990108', "dateformat 'auto'", '1999-01-08'],
    ['2019-02-11T05:09:12.195Z', "dateformat 'auto'", '2019-02-11'],
    ['', '', null],
  ])('%s %s', (text, parameters, value) => {
    expect(converted('date', text, parameters)).toBe(value)
  })
})

describe('timestamps', () => {
  test.each([
    ['2003-03-31 10:11:12', '', '2003-03-31 10:11:12'],
    ['2003-03-31 10:11:12.123456', '', '2003-03-31 10:11:12.123456'],
    ['2003-03-31 10:11:12.1234567', '', '2003-03-31 10:11:12.123456'],
    ['2003-03-31 10:11:12+05', '', '2003-03-31 10:11:12'],
    ['2003-03-31T10:11:12Z', '', '1206 Invalid timestamp format or value [YYYY-MM-DD HH:MI:SS]'],
    ['2003-03-31 25:11:12', '', '1206 Invalid timestamp format or value [YYYY-MM-DD HH:MI:SS]'],
    ['00/00/00 00:00:00', 'acceptanydate', null],
    ['03/31/2003 08:05 PM', "timeformat 'MM/DD/YYYY HH12:MI PM'", '2003-03-31 20:05:00'],
    ['03/31/2003 12:05 AM', "timeformat 'MM/DD/YYYY HH:MI AM'", '2003-03-31 00:05:00'],
    ['31.03.03 20:05:06', "timeformat 'DD.MM.YY HH24:MI:SS'", '2003-03-31 20:05:06'],
    ['2019-02-11T05:09:12.195Z', "timeformat 'auto'", '2019-02-11T05:09:12.195Z'],
    ['2019-02-11T05:09:12.195', "timeformat 'auto'", '2019-02-11T05:09:12.195'],
    ['19960108 040809', "timeformat 'auto'", '1996-01-08 04:08:09'],
    ['960108 040809', "timeformat 'auto'", '1996-01-08 04:08:09'],
    ['17 Dec 07:37:16 1997 PST', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['12/17/1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['1997-12-17 07:37:16-08', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['12.17.1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['17.12.1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['Wed Dec 17 1997 07:37:16', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['J2345678 04:05:06.789', "timeformat 'auto'", '1710-02-23 04:05:06.789'],
    ['1997-12-17', "timeformat 'auto'", '1997-12-17 00:00:00'],
    ['1997-12-17 7:37 PM', "timeformat 'auto'", '1997-12-17 19:37:00'],
    ['1997-12-17 07:37:16+99', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['17 Dec 1997 07:37:16+99', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['1234567890', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['1234567890', "timeformat 'epochsecs'", '2009-02-13 23:31:30'],
    ['1234567890.5', "timeformat 'epochsecs'", '2009-02-13 23:31:30.5'],
    ['1234567890123', "timeformat 'epochmillisecs'", '2009-02-13 23:31:30.123'],
    ['-1', "timeformat 'epochmillisecs'", '1969-12-31 23:59:59.999'],
    ['2009-02-13', "timeformat 'epochsecs'", '1206 Invalid timestamp format or value [epochsecs]'],
    ['999999999999999', "timeformat 'epochsecs'", '1206 Invalid timestamp format or value [epochsecs]'],
    ['1234567890', "timeformat 'EPOCHSECS'", '1206 Invalid timestamp format or value [EPOCHSECS]'],
    ['', '', null],
  ])('%s %s', (text, parameters, value) => {
    expect(converted('timestamp', text, parameters)).toBe(value)
  })

  test.each([
    ['2003-03-31 10:11:12', '', '2003-03-31 10:11:12+00'],
    ['2003-03-31 10:11:12-8:00', '', '2003-03-31 10:11:12-08:00'],
    ['2003-03-31 10:11:12+0530', '', '2003-03-31 10:11:12+05:30'],
    ['17 Dec 07:37:16 1997 PST', "timeformat 'auto'", '1997-12-17 07:37:16-08'],
    ['2019-02-11T05:09:12.195Z', "timeformat 'auto'", '2019-02-11T05:09:12.195Z'],
    ['1997-12-17 07:37:16 America/New_York', "timeformat 'auto'", '1997-12-17 07:37:16 America/New_York'],
    [
      '1997-12-17 07:37:16 Nowhere/Atall',
      "timeformat 'auto'",
      '1206 Invalid timestamp format or value [auto]',
    ],
    ['1234567890', "timeformat 'epochsecs'", '2009-02-13 23:31:30+00'],
  ])('with a zone: %s %s', (text, parameters, value) => {
    expect(converted('timestamptz', text, parameters)).toBe(value)
  })

  test.each([
    ['time', '04:05:06.789', '04:05:06.789'],
    ['time', '04:05', '04:05:00'],
    ['time', '04:05 PM', '16:05:00'],
    ['time', '04:05:06+02', '04:05:06'],
    ['time', '25:00', '1206 Invalid time format or value [HH:MI:SS]'],
    ['timetz', '04:05:06', '04:05:06+00'],
    ['timetz', '04:05:06 PST', '04:05:06-08'],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})

describe('SUPER and VARBYTE', () => {
  const notJson = (problem: string) => `1224 Invalid JSON format for SUPER: ${problem}`

  test.each([
    ['{"a": [1, 2.50, "x y"], "b": null}', '{"a":[1,2.50,"x y"],"b":null}'],
    ['12345678901234567890.123', '12345678901234567890.123'],
    ['"a\\nb\\\\c"', '"a\\\\nb\\\\\\\\c"'],
    ['true', 'true'],
    ['', null],
    ['{"a":1,"a":2}', notJson("the attribute 'a' is duplicate")],
    ['{"a":{"a":1},"b":{"a":2}}', '{"a":{"a":1},"b":{"a":2}}'],
    ['[{"a":1},{"a":1}]', '[{"a":1},{"a":1}]'],
    ['hello', notJson('the text is not well-formed JSON')],
    ['{"a":1', notJson('the text is not well-formed JSON')],
    ['[1e999]', notJson('a number is out of range')],
    ['"\\u0000"', notJson('a string has a character that SUPER does not take')],
    ['"\\ud800"', notJson('a string has a character that SUPER does not take')],
  ])('%s', (text, value) => {
    expect(converted('super', text)).toBe(value)
  })

  test('a value nested deeper than SUPER goes is refused', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(converted('super', nested(1000))).toBe(nested(1000))
    const long = JSON.stringify({ a: ['x'.repeat(65_535)] })
    expect(converted('super', long)).toBe(long)
    expect(converted('super', long.replace('x', 'xx'))).toBe(notJson('a string has more than 65535 bytes'))
    expect(converted('super', nested(1001))).toBe(notJson('it is nested deeper than 1000 levels'))
  })

  test.each([
    ['6162', '6162'],
    ['616', '1223 Invalid hexadecimal digits for VARBYTE'],
    ['zz', '1223 Invalid hexadecimal digits for VARBYTE'],
    ['616263', '1204 Varbyte length exceeds DDL length'],
  ])('varbyte of %s', (text, value) => {
    expect(converted('varbyte(2)', text)).toBe(value)
  })
})

test('a type that COPY does not take is a fault', () => {
  expect(converted('hllsketch', 'x')).toBe('1223 COPY into a column of type hllsketch is not supported')
})
