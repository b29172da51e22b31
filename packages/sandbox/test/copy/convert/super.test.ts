import { describe, expect, test } from 'vitest'
import { converted } from './converted.js'

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
