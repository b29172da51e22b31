import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitValue, isFillable } from '../../src/tables/columns/fit-value.js'

const VALUES: Readonly<Record<string, readonly (readonly [text: string, value: string | undefined])[]>> = {
  smallint: [
    ['05', '5'],
    ['-32768', '-32768'],
    ['32768', undefined],
    ['5.0', undefined],
    ['', undefined],
  ],
  bigint: [
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775808', undefined],
  ],
  'numeric(4,2)': [
    ['7', '7'],
    ['012.50', '12.5'],
    ['-0.05', '-0.05'],
    ['99.99', '99.99'],
    ['100', undefined],
    ['1.005', undefined],
    ['1,5', undefined],
  ],
  'numeric(4,0)': [
    ['9999', '9999'],
    ['1.0', '1'],
    ['1.5', undefined],
  ],
  'double precision': [
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['Infinity', undefined],
  ],
  boolean: [
    ['TRUE', 'true'],
    ['0', 'false'],
    ['2', undefined],
  ],
  date: [
    ['2026-01-05', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['2026-1-5', '2026-01-05'],
    ['2026-02-30', undefined],
    ['2026-01-05 10', undefined],
    ['05.01.2026', undefined],
  ],
  timestamp: [
    ['2026-01-05', '2026-01-05 00:00:00'],
    ['2026-01-05-14', '2026-01-05 14:00:00'],
    ['2026010514', '2026-01-05 14:00:00'],
    ['2026-01-05T14:30:05.25Z', '2026-01-05 14:30:05.25'],
    ['2026-01-05 24', undefined],
    ['2026-01-05 14:60', undefined],
  ],
  timestamptz: [['2026-01-05 14:30', '2026-01-05 14:30:00+00']],
  'char(2)': [
    ['eu', 'eu'],
    ['ü', undefined],
    ['', ''],
  ],
  'varchar(3)': [
    ['aü', 'aü'],
    ['üü', undefined],
    ['a\0', undefined],
  ],
  super: [['1', undefined]],
}

describe('text as a value of', () => {
  for (const [type, cases] of Object.entries(VALUES)) {
    test.each(cases)(`${type}: %j is %j`, (text, value) => {
      expect(fitValue(type, text)).toBe(value)
      if (value !== undefined) expect(isFillable(type)).toBe(true)
    })
  }
})

test('a value that was read is read again as itself', () => {
  const types = Object.keys(VALUES)
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.stringMatching(/^[0-9:. T-]{1,20}$/), (type, text) => {
      const value = fitValue(type, text)
      if (value === undefined || type === 'timestamptz') return
      expect(fitValue(type, value)).toBe(value)
    }),
  )
})
