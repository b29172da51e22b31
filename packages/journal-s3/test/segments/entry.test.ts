import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEntry, isForgotten, keyOf, parseEntry, versionOf } from '../../src/segments/entry.js'

test('a line says its key and its version, whatever letters they are of', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\\', '[', ']', '\n', 'n', '\ud800', 'ä') }),
  )
  fc.assert(
    fc.property(text, fc.option(text), (key, version) => {
      const line = formatEntry({ key, version })
      expect([keyOf(line), versionOf(line), isForgotten(line)]).toEqual([key, version, version === null])
      expect(parseEntry(line)).toEqual({ key, version })
      expect(line).not.toContain('\n')
      expect(JSON.parse(line)).toEqual([key, version])
    }),
    { numRuns: 200 },
  )
})

test.each(['', '["a"]', '["a","b","c"]', '["a","b","c\\n"]', '[1,"b"]', '["a",1]', '{"a":"b"}', '["a","b'])(
  'a line that is no key and version is refused: %s',
  (line) => {
    expect(parseEntry(line)).toBeUndefined()
    expect(() => [keyOf(line), versionOf(line)]).toThrow(
      /is not a key and a version, but ".*update @arbalest\/journal-s3\.$/,
    )
  },
)
