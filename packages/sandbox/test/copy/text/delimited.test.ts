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
