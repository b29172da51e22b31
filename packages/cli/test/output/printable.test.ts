import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, printable, printableLines } from '../../src/words/printable.js'

const ACTING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

describe('text of somebody else', () => {
  test.each([
    ['events/a b-é日😀.json', 'events/a b-é日😀.json'],
    ['a\n::error::b', String.raw`a\x0a::error::b`],
    ['\u001b[2Jgone\u0007', String.raw`\x1b[2Jgone\x07`],
    ['a\u202egnp.json', String.raw`a\u202egnp.json`],
    ['a\u0085b\u2028c', String.raw`a\x85b\u2028c`],
  ])('within a line: %j', (text, shown) => expect(printable(text)).toBe(shown))

  test('as lines, none of which a CI service takes for a command', () => {
    expect(printableLines('a\n\t::error::b\n  ##[error]c\n::d\u001b[0m\re::f')).toBe(
      String.raw`a
	\x3a:error::b
  \x23#[error]c
\x3a:d\x1b[0m\x0de::f`,
    )
  })

  test('whatever it is, it neither acts nor forges a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(ACTING)
        for (const line of printableLines(text).split('\n')) {
          expect(line.replaceAll('\t', '')).not.toMatch(ACTING)
          expect(line).not.toMatch(/^\s*(::|##\[)/)
        }
      }),
      { seed: 20_180_131 },
    )
  })

  test('is cut to what stands around a place', () => {
    const text = `${'a'.repeat(500)}!${'b'.repeat(500)}`
    expect(excerpt('short')).toBe('short')
    expect(excerpt(text)).toBe(`${'a'.repeat(120)}…`)
    expect(excerpt(text, 500)).toBe(`…${'a'.repeat(60)}!${'b'.repeat(59)}…`)
    expect(excerpt(text, 1000)).toBe(`…${'b'.repeat(61)}`)
  })
})
