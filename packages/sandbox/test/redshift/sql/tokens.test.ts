import { describe, expect, test } from 'vitest'
import { splitStatements } from '../../../src/redshift/sql/tokens/split-statements.js'
import { tokenize } from '../../../src/redshift/sql/tokens/tokens.js'

const values = (sql: string) => tokenize(sql).map((token) => token.value)
const kinds = (sql: string) => tokenize(sql).map((token) => token.kind)

describe('tokenize', () => {
  test('folds names to lower case, even in quotes', () => {
    expect(values('SELECT Foo, "Bar""S", #Tmp')).toEqual(['select', 'foo', ',', 'bar"s', ',', '#tmp'])
    expect(kinds('a "b" \'c\' 1.5e3 $1 ::')).toEqual([
      'word',
      'quoted',
      'string',
      'number',
      'parameter',
      'symbol',
    ])
  })

  test('reads quotes doubled and quotes behind a backslash', () => {
    expect(values(String.raw`'it''s' 'it\'s' 'C:\\x' '\t' '\N'`)).toEqual([
      "it's",
      "it's",
      String.raw`C:\x`,
      String.raw`\t`,
      String.raw`\N`,
    ])
  })

  test('leaves out nested comments and keeps dollar bodies whole', () => {
    expect(values('a /* x /* ; */ y */ b -- ;\n $f$ c; $$ d $f$')).toEqual(['a', 'b', ' c; $$ d '])
  })

  test('knows where each token was written', () => {
    const sql = 'copy  "T"'
    const token = tokenize(sql)[1]
    expect(sql.slice(token?.start, token?.end)).toBe('"T"')
  })

  test.each([
    ["select 'abc", 'quoted string', "'"],
    ["select E'abc", 'quoted string', "E'"],
    ['select "abc', 'quoted identifier', '"'],
    ['select /* abc', '/* comment', '/*'],
    ['select $tag$abc', 'dollar-quoted string', '$tag$'],
    [String.raw`select 'a\'`, 'quoted string', "'"],
  ])('refuses %s, which has no end, and shows nothing of what may be a secret', (sql, kind, opening) => {
    const message = `unterminated ${kind} at or near "${opening}"`
    expect(() => tokenize(sql)).toThrow(expect.objectContaining({ code: '42601', message }))
  })

  test('reads a string of megabytes', () => {
    expect(values(`'${'x'.repeat(8_000_000)}'`)[0]).toHaveLength(8_000_000)
  })
})

describe('splitStatements', () => {
  test('cuts at semicolons outside strings and drops the empty ones', () => {
    const statements = splitStatements(";select ';' ; /* ; */ ; begin -- ;\n;")
    expect(statements.map((statement) => statement.text)).toEqual(["select ';'", 'begin'])
  })

  test('counts token positions from the start of the statement', () => {
    const second = splitStatements('begin; lock t')[1]
    expect(second?.tokens[1]).toMatchObject({ value: 't', start: 5, end: 6 })
  })
})
