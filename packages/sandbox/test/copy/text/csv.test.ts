import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

describe('CSV', () => {
  test.each([
    [
      'quotes hide delimiters, newlines and quotes',
      'a int4, b varchar(20)',
      '1,"a,b\nc""d"\n2,x',
      '',
      ['1\ta,b\\nc"d', '2\tx'],
      [],
    ],
    ['blanks around quotes are ignored', 'a varchar(9), b varchar(9)', ' "a" , b ', '', ['a\t b '], []],
    ['QUOTE', 'a varchar(9), b varchar(9)', '%a,%%%,"', "quote as '%'", ['a,%\t"'], []],
    ['DELIMITER', 'a varchar(9), b varchar(9)', '"a\tb"\t"c"', "delimiter '\\t'", ['a\\tb\tc'], []],
    ['empty fields, quoted or not', 'a varchar(9), b varchar(9), c int4', ',"",""', '', ['\t\t\\N'], []],
    [
      'lines may end as on Windows',
      'a varchar(9), b varchar(9)',
      '"a",b\r\nc,"d"\r\n',
      '',
      ['a\tb', 'c\td'],
      [],
    ],
    [
      'a quote within an unquoted field',
      'a varchar(9), b int4',
      'aa"zz,1\nb,2',
      'maxerror 9',
      ['b\t2'],
      ['1:a: 1214 Invalid quote formatting for CSV'],
    ],
    [
      'text behind a closing quote',
      'a varchar(9), b int4',
      '"a"b,1\nb,2',
      'maxerror 9',
      ['b\t2'],
      ['1:a: 1214 Invalid quote formatting for CSV'],
    ],
    [
      'a quote that is not closed',
      'a varchar(9), b int4',
      '"a,1\nb,2',
      'maxerror 9',
      ['b\t2'],
      ['1:a: 1214 Invalid quote formatting for CSV'],
    ],
    [
      'line numbers behind a record of two lines',
      'a varchar(9), b int4',
      '"a\nb",1\nc,x',
      'maxerror 9',
      ['a\\nb\t1'],
      ["3:b: 1207 Invalid digit, Value 'x', Pos 0, Type: Integer"],
    ],
    ['NULL AS', 'a varchar(9), b int4', 'NULL,"NULL"', "null as 'NULL'", ['\\N\t\\N'], []],
    [
      'NUL',
      'a varchar(9), b int4',
      'a,\0,1',
      '',
      [],
      ['1:: 1216 Missing newline: Unexpected character 0x2c found at location 3'],
    ],
    ['a field too many', 'a int4', '1,2', '', [], ['1:a: 1202 Extra column(s) found']],
    ['a field too few', 'a int4, b int4', '1', '', [], ['1:a: 1214 Delimiter not found']],
    ['IGNOREHEADER', 'a int4, b int4', 'a,b\n1,2', 'ignoreheader 1', ['1\t2'], []],
  ])('%s', async (_, columns, content, parameters, rows, errors) => {
    for (const chunk of [1, 5, 1000]) {
      const outcome = await load(columns, content, `csv ${parameters}`, chunk)
      expect(outcome).toMatchObject({ rows, errors })
    }
  })
})
