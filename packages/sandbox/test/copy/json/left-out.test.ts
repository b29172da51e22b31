import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

const INVALID = '1216 Invalid value.'
const LEFT_OUT = '1216 Left out: it follows an invalid value.'

describe('what follows an invalid value is counted', () => {
  test.each([
    ['on its line', '{"id":1}{"id":}{"id":3}{"id":4}\n{"id":5}', ['1', '5'], [INVALID, LEFT_OUT, LEFT_OUT]],
    [
      'on lines with blanks in front',
      '{"id":}\n {"id":2}\n\t[3]\n{"id":4}',
      ['4'],
      [INVALID, LEFT_OUT, LEFT_OUT],
    ],
    ['that lacks its end', '{"id":1{"id":2}{"id":3}', [], [INVALID, LEFT_OUT, LEFT_OUT]],
    [
      'whose string swallows others',
      '{"id":"1}{"id":2}{"id":3}\n{"id":4}',
      ['4'],
      [INVALID, LEFT_OUT, LEFT_OUT],
    ],
    ['that swallows all there is', '{"id":1,"x":\n{"id":2}\n{"id":3}', ['3'], [INVALID]],
    ['and is invalid as well', '{"id":}{"id":x}{"id":3}', [], [INVALID, LEFT_OUT, LEFT_OUT]],
    [
      'but not what it holds itself',
      '{"id":x,"a":{"b":[{},[1]]},"c":"{\\"d\\":[1]}"}\n{"id":2}',
      ['2'],
      [INVALID],
    ],
    ['but not what those hold', '{"id":}{"id":2,"a":[{"b":"}{"}]}\n{"id":3}', ['3'], [INVALID, LEFT_OUT]],
  ])('%s', async (_, content, rows, reasons) => {
    for (const chunk of [1, 3, 1000]) {
      const { rows: loaded, errors } = await load('id int4', content, 'json maxerror 99', chunk)
      expect(loaded).toEqual(rows)
      expect(errors.map((error) => error.replace(/^\d+:\w*: /, ''))).toEqual(reasons)
    }
  })
})

test('it is reported with its line and text', async () => {
  const { load: run } = await load('id int4', '{"id":}\n {"id": 2}{"id":3', 'json maxerror 99')
  const told = run.errors.map(({ lineNumber, rawLine }) => [lineNumber, rawLine])
  expect(told).toEqual([
    [1, '{"id":'],
    [2, '{"id": 2}'],
    [2, '{"id":3'],
  ])
})

const INVALID_DOCUMENTS = [
  '{"id":}',
  '{"id":1,}',
  '{"id" 1}',
  '{id:1}',
  '{"id":tru}',
  '{"a":{"b":[{"c":}]}}',
  '[1,,2]',
]

test('rows and errors together are all documents, whatever they hold and however they are laid out', async () => {
  const document = fc
    .dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
    .map((members) => ({ ...members, id: 1 }))
  const text = fc.oneof(
    document.map((value) => JSON.stringify(value)),
    document.map((value) => JSON.stringify(value, null, 2)),
    fc.constantFrom(...INVALID_DOCUMENTS),
  )
  const layout = fc.constantFrom('', ' ', '\n', '\r\n', '\n  ', '\n\n')
  const documents = fc.array(fc.tuple(text, layout), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(documents, fc.integer({ min: 1, max: 40 }), async (list, chunk) => {
      const { rows, errors } = await load('id int4', list.flat().join(''), 'json maxerror 9999', chunk)
      expect(rows.length + errors.length).toBe(list.length)
    }),
    { seed: 20_180_131, numRuns: 300 },
  )
})
