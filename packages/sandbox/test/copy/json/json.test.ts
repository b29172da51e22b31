import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

const invalid = '1216 Invalid value.'
const noMember = '1216 Invalid JSONPath format: Member is not an object.'

describe('JSON', () => {
  test.each([
    [
      'touching or not, on any number of lines',
      '{"id":1}\n{\n "id":\n2}{"id":3}\r\n\t{"id":4}',
      ['1', '2', '3', '4'],
      [],
    ],
    ['nothing', '', [], []],
    ['blanks', ' \n\t\r\n', [], []],
    ['a comma between values', '{"id":1},\n{"id":2}', ['1', '2'], [`1:: ${invalid}`]],
    [
      'text between values',
      'x\n{"id":1} foo bar\n12{"id":2} "z"',
      ['1', '2'],
      [`1:: ${invalid}`, `2:: ${invalid}`, `3:: ${invalid}`],
    ],
    ['a value that is not closed', '{"id":1\n{"id":2}\n', ['2'], [`1:: ${invalid}`]],
    ['a value without a colon', '{"id" 1}\n{"id":2}', ['2'], [`1:: ${invalid}`]],
    ['a string over two lines', '{"id":"1\n"}\n{"id":2}', ['2'], [`1:: ${invalid}`]],
    ['the end within a value', '{"id":1}\n{"id":2,', ['1'], [`2:: ${invalid}`]],
    ['the end within a string', '{"id":1}\n{"id":"2', ['1'], [`2:: ${invalid}`]],
    ['the end within a number', '{"id":1}\n{"id":2', ['1'], [`2:: ${invalid}`]],
    ['a comma too many', '{"id":1,}\n[1,]\n{"id":2}', ['2'], [`1:: ${invalid}`, `2:: ${invalid}`]],
    ['words that are none', '{"id":nul}\n{"id":True}\n{"id":2}', ['2'], [`1:: ${invalid}`, `2:: ${invalid}`]],
    [
      'numbers that are none',
      '{"id":01}\n{"id":+1}\n{"id":.5}\n{"id":2}',
      ['2'],
      [1, 2, 3].map((line) => `${line}:: ${invalid}`),
    ],
    [
      'an escape that is none',
      '{"id":"\\x"}\n{"id":"\\u12"}\n{"id":2}',
      ['2'],
      [1, 2].map((line) => `${line}:: ${invalid}`),
    ],
    ['single quotes', '{\'id\':1}\n{"id":2}', ['2'], [`1:: ${invalid}`]],
    ['an unknown key', '{"x":[{"id":7},"}"],"id":1}', ['1'], []],
    ['a key twice', '{"id":1,"id":2}', ['2'], []],
    ['an escaped key', '{"\\u0069d":1}', ['1'], []],
    ['a key of another case', '{"ID":1}', ['\\N'], []],
    ['null', '{"id":null}', ['\\N'], []],
    ['an empty string', '{"id":""}', ['\\N'], []],
    ['a number in quotes', '{"id":"12"}', ['12'], []],
    ['a root array', '[1]\n{"id":2}', ['2'], [`1:id: ${noMember}`]],
    [
      'the last line of the offending value',
      '\n{\n"id":\n"x"\n}\n',
      [],
      ["5:id: 1207 Invalid digit, Value 'x', Pos 0, Type: Integer"],
    ],
  ])('%s', async (_, content, rows, errors) => {
    for (const chunk of [1, 3, 1000]) {
      const outcome = await load('id int4', content, 'json maxerror 99', chunk)
      expect(outcome.rows).toEqual(rows)
      expect(outcome.errors).toEqual(errors)
    }
  })

  test.each([
    ['varchar(30)', '"a\\nb\\t\\\\\\"\\/\\u00e9\\ud83d\\ude00"', 'a\\nb\\t\\\\"/é😀'],
    ['varchar(30)', '"é"', 'é'],
    ['varchar(30)', 'true', 'true'],
    ['varchar(30)', '1.50', '1.50'],
    ['varchar(30)', '{ "a": [1, "x y"] }', '{"a":[1,"x y"]}'],
    ['varchar(30)', '""', ''],
    ['bool', 'true', 't'],
    ['bool', '0', 'f'],
    ['int8', '9223372036854775807', '9223372036854775807'],
    ['numeric(30,10)', '12345678901234567890.0123456789', '12345678901234567890.0123456789'],
    ['super', '{ "a": [1, "x y"], "b": 9007199254740993 }', '{"a":[1,"x y"],"b":9007199254740993}'],
    ['super', '"text"', '"text"'],
    ['super', 'null', '\\N'],
    ['timestamp', '"2003-03-31 10:11:12"', '2003-03-31 10:11:12'],
  ])('a value into %s: %s', async (type, json, value) => {
    for (const chunk of [1, 1000]) {
      const { rows, failure } = await load(`c ${type}`, `{"c":${json}}`, 'json', chunk)
      expect(failure).toBe(undefined)
      expect(rows).toEqual([value])
    }
  })

  test('values that a column cannot hold are faults of that column', async () => {
    const lines = ['{"c":"\\u0000"}', '{"c":"\\ud800"}', '{"c":"too long for it"}', '{"c":[1,2,3,4,5]}']
    const { errors } = await load('c varchar(9)', lines.join('\n'), 'json maxerror 9')
    expect(errors).toEqual([
      '1:c: 1216 String contains the NUL character (0x00)',
      '2:c: 1220 String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: ed a0 80 (error 5)',
      '3:c: 1204 String length exceeds DDL length',
      '4:c: 1204 String length exceeds DDL length',
    ])
  })

  test('missing keys are NULL, also in a column with a default, and fail NOT NULL', async () => {
    const { rows, errors } = await load(
      'a int4, b int4 default, c int4 not null',
      '{"c":1}{"a":1}',
      'json maxerror 9',
    )
    expect(rows).toEqual(['\\N\t\\N\t1'])
    expect(errors).toEqual(['1:c: 1213 Missing data for not-null field'])
  })

  test("'auto ignorecase' matches keys whatever their case", async () => {
    expect((await load('id int4', '{"ID":1}{"iD":2}', "json 'auto ignorecase'")).rows).toEqual(['1', '2'])
  })

  test("'noshred' puts whole values into a table of one SUPER column", async () => {
    expect((await load('s super', '{"a":[1, 2]}\n[3]', "json 'noshred'")).rows).toEqual([
      '{"a":[1,2]}',
      '[3]',
    ])
    expect((await load('s super, t int4', '{}', "json 'noshred'")).failure).toBe(
      "JSON 'noshred' requires a table of one SUPER column",
    )
  })

  test('IGNOREHEADER counts lines', async () => {
    const { rows, errors } = await load(
      'id int4',
      'x\ny {\n{"id":1}\n{"id":"z"}',
      'json ignoreheader 2 maxerror 9',
      2,
    )
    expect(rows).toEqual(['1'])
    expect(errors).toEqual(["4:id: 1207 Invalid digit, Value 'z', Pos 0, Type: Integer"])
  })

  test('a value of more than 4 MB is a fault, and the next is read', async () => {
    for (const large of [
      `{"x":"${'y'.repeat(5_000_000)}"}`,
      `{"x":"${'y'.repeat(5_000_000)}`,
      `{"x":"${'|'.repeat(2_500_000)}"}`,
    ]) {
      const { rows, errors } = await load(
        'id int4',
        `{"id":1}\n${large}\n{"id":2}`,
        'json maxerror 9',
        65_536,
      )
      expect(rows).toEqual(['1', '2'])
      expect(errors).toEqual(['2:: 1216 JSON value exceeds the maximum size of 4194304 bytes'])
    }
  })

  test('nesting of any depth is passed over', async () => {
    const deep = '['.repeat(200_000)
    const { rows, errors } = await load(
      'id int4',
      `{"x":${deep}${']'.repeat(200_000)},"id":1}\n{"x":${deep}}\n{"id":2}`,
      'json maxerror 9',
      65_536,
    )
    expect(rows).toEqual(['1', '2'])
    expect(errors).toEqual([`2:: ${invalid}`])
  })
})
