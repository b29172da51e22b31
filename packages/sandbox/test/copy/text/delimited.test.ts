import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

describe('delimited text', () => {
  test.each([
    ['the pipe is the delimiter', 'a int4, b varchar(9)', '1|x\n2|y', '', ['1\tx', '2\ty'], []],
    ['a tab may be', 'a int4, b varchar(9)', '1\tx', "delimiter '\\t'", ['1\tx'], []],
    ['a delimiter behind the last field is no field', 'a int4, b varchar(9)', '1|x|\n', '', ['1\tx'], []],
    ['lines may end as on Windows', 'a int4, b varchar(9)', '1|x\r\n2|y\r\n', '', ['1\tx', '2\ty'], []],
    [
      'fields of a column list come in its order',
      'a int4, b varchar(9), c int4',
      '1|x',
      '(c, b)',
      ['1\tx'],
      [],
    ],
    ['a field too many', 'a int4, b varchar(9)', '1|x|y', '', [], ['1:b: 1202 Extra column(s) found']],
    ['a field too few', 'a int4, b varchar(9)', '1', '', [], ['1:a: 1214 Delimiter not found']],
    [
      'a blank line',
      'a int4, b varchar(9)',
      '1|x\n\n2|y',
      'maxerror 9',
      ['1\tx', '2\ty'],
      ['2:a: 1214 Delimiter not found'],
    ],
    [
      'IGNOREBLANKLINES',
      'a int4, b varchar(9)',
      '\n1|x\n\r\n\n2|y\n\n',
      'ignoreblanklines',
      ['1\tx', '2\ty'],
      [],
    ],
    ['IGNOREHEADER', 'a int4, b varchar(9)', 'h1\nh2\n1|x', 'ignoreheader 2', ['1\tx'], []],
    [
      'lines of the header count',
      'a int4',
      'h\nx',
      'ignoreheader 1',
      [],
      ["2:a: 1207 Invalid digit, Value 'x', Pos 0, Type: Integer"],
    ],
    ['NULL stands as \\N', 'a int4, b varchar(9)', '\\N|\\N', '', ['\\N\t\\N'], []],
    ['NULL AS', 'a int4, b varchar(9)', 'none|none\n1|\\N', "null as 'none'", ['\\N\t\\N', '1\t\\\\N'], []],
    ["NULL AS '' is EMPTYASNULL", 'b varchar(9), c char(2)', '|', "null as ''", ['\\N\t\\N'], []],
    ['empty fields', 'a int4, b varchar(9), c char(2)', '||', '', ['\\N\t\t'], []],
    ['EMPTYASNULL', 'a int4, b varchar(9), c char(2)', '||', 'emptyasnull', ['\\N\t\\N\t\\N'], []],
    ['blank fields', 'a int4, b varchar(9), c char(2)', '  |  |  ', '', ['\\N\t  \t  '], []],
    ['BLANKSASNULL', 'a int4, b varchar(9), c char(2)', '  |  |  ', 'blanksasnull', ['\\N\t\\N\t\\N'], []],
    ['TRIMBLANKS is for VARCHAR', 'b varchar(9), c char(4)', ' x  |y  ', 'trimblanks', [' x\ty  '], []],
    ['FILLRECORD', 'a int4, b varchar(9), c char(2)', '1\n2|x', 'fillrecord', ['1\t\t\\N', '2\tx\t\\N'], []],
    ['FILLRECORD and EMPTYASNULL', 'a int4, b varchar(9)', '1', 'fillrecord emptyasnull', ['1\t\\N'], []],
    ['NOT NULL', 'a int4 not null', '', '', [], []],
    [
      'NULL for NOT NULL',
      'a int4 not null, b int4',
      '|1',
      '',
      [],
      ['1:a: 1213 Missing data for not-null field'],
    ],
    ['a backslash is text', 'a varchar(9), b varchar(9)', '\\|x', '', ['\\\\\tx'], []],
    ['ESCAPE', 'a varchar(9), b varchar(9)', '\\|x\\\ny\\\\|\\n\\t', 'escape', ['|x\\ny\\\\\tnt'], []],
    [
      'ESCAPE keeps \\N and \\\\N for NULL',
      'a varchar(9), b varchar(9)',
      '\\N|\\\\N',
      'escape',
      ['\\N\t\\N'],
      [],
    ],
    [
      'REMOVEQUOTES',
      'a varchar(9), b varchar(9)',
      '"a|b"|\'c\'\n"d|e"|f\'',
      'removequotes',
      ['a|b\tc', "d|e\tf'"],
      [],
    ],
    ['REMOVEQUOTES takes off one pair', 'a varchar(19)', "''Black''", 'removequotes', ["'Black'"], []],
    [
      'REMOVEQUOTES needs a closing mark',
      'a varchar(19)',
      "'Blue",
      'removequotes',
      [],
      ['1:a: 1214 Delimiter not found'],
    ],
    [
      'REMOVEQUOTES and ESCAPE',
      'a int4, b varchar(30)',
      "4| 'A Night\\'s Dream'",
      'removequotes escape',
      ["4\tA Night's Dream"],
      [],
    ],
    [
      'NUL ends a record',
      'a varchar(9), b varchar(9)',
      'x|\0|y',
      '',
      [],
      ['1:: 1216 Missing newline: Unexpected character 0x7c found at location 3'],
    ],
    ['NUL that NULL AS names', 'a varchar(9), b varchar(9)', '\0|y\0', "null as '\\0'", ['\\N\ty'], []],
    [
      'a carriage return ends a record',
      'a varchar(9)',
      'x\ry\nz',
      'maxerror 5',
      ['z'],
      ['1:: 1216 Missing newline: Unexpected character 0x79 found at location 2'],
    ],
    ['tabs and newlines are kept', 'a varchar(9)', 'a\tb\\\nc', 'escape', ['a\\tb\\nc'], []],
  ])('%s', async (_, columns, content, parameters, rows, errors) => {
    for (const chunk of [1, 5, 1000]) {
      const outcome = await load(columns, content, parameters, chunk)
      expect(outcome).toMatchObject({ rows, errors })
    }
  })

  test('a line of more than 4 MB is a fault, and the next is read', async () => {
    const { errors, load: run } = await load(
      'a varchar(65535)',
      `${'x'.repeat(5_000_000)}\ny`,
      'maxerror 9',
      60_000,
    )
    expect(errors).toEqual(['1:: 1216 Line exceeds the maximum row size of 4194304 bytes'])
    expect(run.loaded).toBe(1)
  })
})

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

describe('text of fixed width', () => {
  test.each([
    [
      'the last field may be short',
      'a int4, b varchar(9)',
      '1  ab  \n2  c',
      "fixedwidth 'a:3,b:4'",
      ['1\tab  ', '2\tc'],
      [],
    ],
    ['widths count characters', 'a varchar(9), b varchar(9)', 'éàx\n', "fixedwidth 'a:2,b:1'", ['éà\tx'], []],
    ['blank fields', 'a int4, b varchar(9)', '   xy', "fixedwidth 'a:3,b:2'", ['\\N\txy'], []],
    ['a line too long', 'a int4', '12', "fixedwidth 'a:1'", [], ['1:a: 1202 Extra column(s) found']],
    [
      'a line too short',
      'a int4, b int4',
      '1',
      "fixedwidth 'a:1,b:1'",
      [],
      ['1:a: 1214 Delimiter not found'],
    ],
    ['FILLRECORD', 'a int4, b int4', '1', "fixedwidth 'a:1,b:1' fillrecord", ['1\t\\N'], []],
  ])('%s', async (_, columns, content, parameters, rows, errors) => {
    const outcome = await load(columns, content, parameters)
    expect(outcome).toMatchObject({ rows, errors })
  })

  test('needs a width for each column', async () => {
    const { failure } = await load('a int4, b int4', '1', "fixedwidth 'a:1'")
    expect(failure).toBe('FIXEDWIDTH specifies 1 fields for 2 columns: there must be one for each')
  })
})
