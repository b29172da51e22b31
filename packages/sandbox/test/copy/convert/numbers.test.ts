import { describe, expect, test } from 'vitest'
import { converted } from './converted.js'

/** The fault of a character that no `type` has at `position`. */
const digit = (value: string, position: number, type: string) =>
  `1207 Invalid digit, Value '${value}', Pos ${position}, Type: ${type}`

describe('whole numbers', () => {
  test.each([
    ['int2', '32767', '32767'],
    ['int2', '-32768', '-32768'],
    ['int2', '32768', '1222 Overflow, Column type: Short'],
    ['int4', '2147483647', '2147483647'],
    ['int4', '2147483648', '1222 Overflow, Column type: Integer'],
    ['int4', '-2147483649', '1222 Overflow, Column type: Integer'],
    ['int8', '9223372036854775807', '9223372036854775807'],
    ['int8', '-9223372036854775808', '-9223372036854775808'],
    ['int8', '9223372036854775808', '1222 Overflow, Column type: Long'],
    ['int8', '9'.repeat(100_000), '1222 Overflow, Column type: Long'],
    ['int4', '000000000012', '000000000012'],
    ['int4', '+5', '+5'],
    ['int4', ' 5 ', '5'],
    ['int4', 'a', digit('a', 0, 'Integer')],
    ['int4', '1é', digit('é', 1, 'Integer')],
    ['int4', '1.5', digit('.', 1, 'Integer')],
    ['int8', '1e3', digit('e', 1, 'Long')],
    ['int2', '-', digit('-', 0, 'Short')],
    ['int4', '', null],
    ['int4', '   ', null],
    ['smallint', 'x', digit('x', 0, 'Short')],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})

describe('decimals', () => {
  test.each([
    ['numeric(8,2)', '20.259', '', '20.25'],
    ['numeric(8,2)', '20.259', 'roundec', '20.26'],
    ['numeric(8,2)', '-20.255', 'roundec', '-20.26'],
    ['numeric(8,2)', '-20.259', '', '-20.25'],
    ['numeric(8,2)', '20', '', '20'],
    ['numeric(8,2)', '.5', '', '0.5'],
    ['numeric(8,2)', '5.', '', '5.'],
    ['numeric(8,0)', '5.9', '', '5'],
    ['numeric(8,0)', '5.5', 'roundec', '6'],
    ['numeric(4,2)', '99.99', '', '99.99'],
    ['numeric(4,2)', '99.995', '', '99.99'],
    ['numeric(4,2)', '99.995', 'roundec', '1209 Overflow, Column type: Decimal(4,2)'],
    ['numeric(4,2)', '100', '', '1209 Overflow, Column type: Decimal(4,2)'],
    ['numeric(2,2)', '0.999', '', '0.99'],
    ['numeric(2,2)', '0.999', 'roundec', '1209 Overflow, Column type: Decimal(2,2)'],
    ['numeric(2,2)', '0.994', 'roundec', '0.99'],
    [
      'numeric(38,10)',
      '1234567890123456789012345678.0123456789',
      '',
      '1234567890123456789012345678.0123456789',
    ],
    ['numeric(10,2)', '0001.5', '', '0001.5'],
    ['numeric(10,2)', '1.5e3', '', '1500'],
    ['numeric(10,2)', '1.25e-1', '', '0.12'],
    ['numeric(10,2)', '1e-5', '', '0.00'],
    ['numeric(10,2)', '1e9999', '', '1209 Overflow, Column type: Decimal(10,2)'],
    ['numeric(10,2)', 'x', '', digit('x', 0, 'Decimal')],
    ['numeric(10,2)', '1.2.3', '', digit('.', 3, 'Decimal')],
    ['numeric(10,2)', '1-2', '', digit('-', 1, 'Decimal')],
    ['numeric(10,2)', '', '', null],
  ])('%s of %s %s', (type, text, parameters, value) => {
    expect(converted(type, text, parameters)).toBe(value)
  })
})

describe('floating point', () => {
  test.each([
    ['float8', '1.5', '1.5'],
    ['float8', '-1e300', '-1e300'],
    ['float8', '1e309', '1204 Overflow, Column type: Float8'],
    ['float8', '1e-400', '0'],
    ['float4', '3.4e38', '3.4e38'],
    ['float4', '3.5e38', '1204 Overflow, Column type: Float4'],
    ['float4', '1e-60', '0'],
    ['float8', 'NaN', 'NaN'],
    ['float8', '1,5', "1208 Invalid digit, Value '1,5', Type: Float8"],
    ['float8', ' ', null],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})
