import { describe, expect, test } from 'vitest'
import { conversionOf } from '../../../src/redshift/copy/convert/conversion-of.js'
import { tableOf } from '../load.js'
import { parsed } from '../parsed.js'
import { converted } from './converted.js'

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
