import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEntry, type Entry } from '../../src/segments/entry.js'
import { Lines } from '../../src/segments/lines.js'

// Of letters with which a text of entries, or a part of it, can be taken for another entry.
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', '\\', '[', ']', '}', '\n', 'n', 'ä'), maxLength: 12 }),
  fc.constantFrom('a', 'b', 'a","b', '["c","d', 'b",{"quarantined":"c'),
)
const entry: fc.Arbitrary<Entry> = fc.record(
  { key: text, version: fc.option(text), quarantined: text },
  { requiredKeys: ['key', 'version'] },
)

test('a line says of a key and a version what parsing it says, or leaves that to be found out', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), text, text, (entries, key, version) => {
      const lines = new Lines(entries.map((each) => `${formatEntry(each)}\n`).join(''))
      for (const each of entries) {
        const line = formatEntry(each)
        const cuts = Array.from(line, (_, at) => [line.slice(2, at), line.slice(at + 3, -2)] as const)
        const wanted = [
          [key, version],
          [each.key, version],
          [each.key, each.version ?? version],
          ...cuts,
        ] as const
        for (const [k, v] of wanted) {
          const isSo = each.key === k && each.version === v && each.quarantined === undefined
          if (lines.says(k, v)) expect([k, v]).toEqual(isSo ? [k, v] : 'another entry')
        }
        expect([lines.line, lines.key]).toEqual([formatEntry(each), each.key])
        expect(lines.next()).toBe(each !== entries.at(-1))
      }
    }),
    { numRuns: 2000 },
  )
})

test('a line of plain texts is known at a look', () => {
  const lines = new Lines('["a","1"]\n["ä","2"]\n["b",null]\n["c","3",{"quarantined":"broken"}]\n')
  expect(lines.says('a', '1')).toBe(true)
  expect(lines.says('a', '2')).toBe(false)
  expect(lines.next() && lines.says('ä', '2')).toBe(true)
  expect(lines.next() && lines.says('b', 'null')).toBe(false)
  expect(lines.next() && lines.says('c', '3')).toBe(false)
  expect(lines.next()).toBe(false)
})

test('a line that is cut elsewhere says nothing', () => {
  const line = '["abcd","abcd"]'
  const said = Array.from(line, (_, at) => [line.slice(2, at), line.slice(at + 3, -2)] as const).filter(
    ([key, version]) => new Lines(`${line}\n`).says(key, version),
  )
  expect(said).toEqual([['abcd', 'abcd']])
})

test.each(['a","b', '["c","d', 'a","b"]\n["c'])(
  'a key or version with marks of its own is not taken for two: %s',
  (odd) => {
    const lines = new Lines('["a","b"]\n["c","d"]\n')
    expect([
      lines.says(odd, 'd'),
      lines.says('a', odd),
      lines.says(odd, odd),
      lines.says('a', 'b"]\n["c","d'),
    ]).toEqual([false, false, false, false])
  },
)
