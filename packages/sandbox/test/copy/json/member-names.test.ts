import fc from 'fast-check'
import { expect, test } from 'vitest'
import { load } from '../load.js'

/** How JSON may write a name, that of a column or of no column; the last two are `id` and `n` written otherwise. */
const NAMES = ['"id"', '"n"', '"b"', '"other"', '"i"', '"idn"', '"é"', '"\\u0069d"', '"\\u006e"']

const member = fc.record({
  name: fc.constantFrom(...NAMES),
  value: fc.oneof(fc.nat({ max: 99 }), fc.constant(null), fc.constant('text')),
  colon: fc.constantFrom(':', ':', ':', ' :', ': '),
  comma: fc.constantFrom(',', ',', ', '),
})

test('finds each member by its name, in whatever order objects have them', async () => {
  const written = fc.array(fc.array(member, { maxLength: 6 }), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom(1, 7, 1000), async (objects, chunk) => {
      const lines = objects.map((members) => {
        const texts = members.map(
          ({ name, value, colon, comma }, index) =>
            `${index > 0 ? comma : ''}${name}${colon}${JSON.stringify(value)}`,
        )
        return `{${texts.join('')}}`
      })
      const columns = 'id varchar(9), n varchar(9), b varchar(9)'
      const { rows } = await load(columns, lines.join('\n'), 'json', chunk)
      expect(rows).toEqual(
        lines.map((line) => {
          const { id, n, b } = JSON.parse(line) as Record<string, unknown>
          return [id, n, b].map((value) => value ?? '\\N').join('\t')
        }),
      )
    }),
    { numRuns: 300 },
  )
})

test('finds a member among thousands of names that no object has twice', async () => {
  const lines = Array.from({ length: 1500 }, (_, index) => `{"x${index}":0,"id":${index},"y${index}":0}`)
  const { rows } = await load('id int4', lines.join('\n'), 'json')
  expect(rows).toEqual(lines.map((_, index) => String(index)))
})
