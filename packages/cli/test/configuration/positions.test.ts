import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { dump } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { loadYaml } from '../../src/configuration/load-yaml.js'
import { Positions } from '../../src/configuration/positions.js'

function positionsIn(text: string): Positions {
  const positions = new Positions()
  loadYaml(text, positions)
  return positions
}

describe('where a key stands', () => {
  const text = [
    '# of ours', // 1
    'sink: &sink { use: redshift, with: {connection: x} }', // 2
    'empty:', // 3
    'pipelines:', // 4
    '  events:', // 5
    '    - load: a', // 6
    '      sink:', // 7
    '        <<: *sink', // 8
    '        copy:   ~', // 9
    '    -', // 10
    '      sql: "b"', // 11
    '    - - nested', // 12
  ].join('\n')
  const positions = positionsIn(text)

  test.each([
    [['sink'], 2, 1],
    [['sink', 'with'], 2, 30],
    [['sink', 'with', 'connection'], 2, 37],
    [['empty'], 3, 1],
    [['pipelines', 'events', 0], 6, 7],
    [['pipelines', 'events', 0, 'load'], 6, 7],
    [['pipelines', 'events', 0, 'sink', 'copy'], 9, 9],
    [['pipelines', 'events', 1, 'sql'], 11, 7],
    [['pipelines', 'events', 2, 0], 12, 9],
  ])('%j: line %i, column %i', (path, line, column) => {
    expect(positions.at(path)).toEqual({ line, column })
  })

  test('of what is not there, as much as there is', () => {
    expect(positions.at(['sink', 'with', 'iamRole'])).toEqual({ line: 2, column: 30 })
    expect(positions.at(['empty', 'x', 0])).toEqual({ line: 3, column: 1 })
    expect(positions.at(['pipelines', 'events', 9])).toEqual({ line: 5, column: 3 })
    expect(positions.at(['nothing'])).toBeUndefined()
    expect(positions.at([])).toBeUndefined()
  })
})

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 1, 'text', '- a', 'a: b', '', 'two\nlines\n'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), tie('value'), { maxKeys: 3 }),
  ),
})).value

const writers: readonly [string, (value: unknown) => string][] = [
  ['JSON in a line', (it) => JSON.stringify(it)],
  ['JSON', (it) => JSON.stringify(it, undefined, 2)],
  ['YAML', (it) => dump(it, { noRefs: true })],
  ['YAML that flows', (it) => dump(it, { flowLevel: 1, noRefs: true })],
]

test.each(writers)('%s: every key of any value is where it is said to stand', (_, write) => {
  expect.hasAssertions()
  fc.assert(
    fc.property(value, (it) => {
      const text = write(it)
      // The library writes some keys that flow, such as "(:,", without the quotes that they need.
      fc.pre(means(text, it))
      const positions = positionsIn(text)
      const lines = text.split('\n')
      for (const path of pathsOf(it)) {
        const key = path.at(-1)!
        const { line, column } = positions.at(path)!
        if (typeof key === 'string')
          expect(
            keyAt(
              lines
                .slice(line - 1)
                .join('\n')
                .slice(column - 1),
            ),
          ).toBe(key)
      }
    }),
  )
})

function means(text: string, it: unknown): boolean {
  try {
    return isDeepStrictEqual(loadYaml(text), it)
  } catch {
    return false
  }
}

function pathsOf(
  it: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  const own = path.length === 0 ? [] : [path]
  if (Array.isArray(it)) return [...own, ...it.flatMap((item, index) => pathsOf(item, [...path, index]))]
  if (typeof it !== 'object' || it === null) return own
  return [...own, ...Object.entries(it).flatMap(([key, item]) => pathsOf(item, [...path, key]))]
}

/** Reads the key that a text begins with, written plainly or between quotes. */
function keyAt(text: string): string {
  const [written] = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\? .*|[^\n]*?(?=: |:\n|:$))/.exec(text)!
  return String(loadYaml(written.replace(/^\? /, '')))
}
