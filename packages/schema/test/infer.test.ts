import { jsonObject } from '@arbalest/core'
import { describe, expect, test } from 'vitest'
import { inferFrom, inferFromValues } from './lines.js'

/** The type of the only column of documents that have these values under one name. */
async function typeOf(...values: readonly unknown[]): Promise<string | undefined> {
  const { properties } = await inferFromValues(...values.map((value) => ({ value })))
  return properties[0]?.type
}

/** As {@link typeOf}, of values written as JSON. */
async function typeOfText(...values: readonly string[]): Promise<string | undefined> {
  const { properties } = await inferFrom(values.map((value) => `{"value":${value}}`).join('\n'))
  return properties[0]?.type
}

describe('infer', () => {
  test.each([
    ['smallint', [1, -3_276]],
    ['integer', [3_277]],
    ['integer', [214_748_364]],
    ['bigint', [214_748_365]],
    ['bigint', [1_517_850_808_980, null]],
    ['decimal(18,2)', [1, 0.5]],
    ['decimal(18,8)', [-118.8908, 38.0627331]],
    ['boolean', [true, false]],
    ['date', ['2018-02-07', null, '']],
    ['timestamp', ['2018-02-07 10:11:12', '2018-02-07T10:11:12.123456', '2018-02-07']],
    ['timestamptz', ['2018-02-07T10:11:12Z', '2018-02-07T10:11:12.5+05:30']],
    ['varchar(16)', ['2018-02-30', '2018-02-28']],
    ['varchar(16)', ['007']],
    ['varchar(32)', ['é'.repeat(10)]],
    ['varchar(65535)', ['x'.repeat(50_000)]],
    ['varchar(16)', ['2018-02-07', 7]],
    ['super', ['x'.repeat(65_536)]],
    ['super', [null]],
    ['super', [{}, {}]],
    ['super', [{ a: 1 }, 'x']],
    ['super', [[1, 2]]],
  ])('makes %s of %j', async (type, values) => {
    expect(await typeOf(...values)).toBe(type)
  })

  test.each([
    ['bigint', ['9223372036854775807', '-9223372036854775807']],
    ['decimal(38,0)', ['9223372036854775808']],
    ['decimal(38,0)', ['9'.repeat(38)]],
    ['double precision', ['9'.repeat(39)]],
    ['double precision', ['1e300', '1']],
    ['decimal(18,0)', ['1e3']],
    ['decimal(18,2)', ['1.0', '1.10']],
    ['varchar(16)', ['1e400']],
  ])('makes %s of the numbers %j', async (type, numbers) => {
    expect(await typeOfText(...numbers)).toBe(type)
  })

  test('makes columns of what objects hold, and says how many documents have a value there', async () => {
    const { properties, documents } = await inferFromValues(
      { a: { b: 1, c: null } },
      { a: null },
      { a: { c: 'x' } },
    )

    expect(documents).toBe(3)
    expect(properties).toEqual([
      {
        name: 'a',
        properties: [
          { name: 'b', type: 'smallint', share: 1 / 3, remarks: [] },
          { name: 'c', type: 'varchar(16)', share: 1 / 3, remarks: [] },
        ],
      },
    ])
  })

  test('makes columns of the elements of arrays only where every document has as many of them', async () => {
    const points = Array.from({ length: 10 }, (_, index) => ({ at: [index, 0.5] }))

    const { properties } = await inferFromValues(...points)
    const { properties: shorter } = await inferFromValues(...points, { at: [1] })
    const { properties: missing } = await inferFromValues(...points, {})
    const { properties: others } = await inferFromValues(...points, { at: [1, 'x'] })

    expect(properties.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'at[0] decimal(18,2)',
      'at[1] decimal(18,2)',
    ])
    for (const each of [shorter, missing, others])
      expect(each[0]).toMatchObject({ name: 'at', type: 'super' })
  })

  test('takes names for data where each object has few of many', async () => {
    const documents = Array.from({ length: 50 }, (_, index) => ({ users: { [`user-${index}`]: 1 } }))

    const { properties } = await inferFromValues(...documents)

    expect(properties).toEqual([{ name: 'users', type: 'super', share: 1, remarks: ['50 different names'] }])
  })

  test('gives columns that would share a name different ones, and none a name that Redshift keeps', async () => {
    const long = 'x'.repeat(127)

    const { properties } = await inferFromValues({
      magType: 1,
      magtype: 1,
      a_b: 1,
      a: { b: 1 },
      [`${long}1`]: 1,
      [`${long}2`]: 1,
      oid: 1,
      '': 1,
    })

    const { columns } = jsonObject('t', ...properties)
    expect(columns.map(({ name }) => name)).toEqual([
      'magtype',
      'magtype_2',
      'a_b',
      'a_b_2',
      long,
      `${'x'.repeat(125)}_2`,
      'oid_2',
      'column_2',
    ])
    expect(properties[1]!.remarks).toEqual(['would share the column "magtype" with magType'])
  })

  test('gives columns names that need no quotes', async () => {
    const { properties } = await inferFromValues({
      'US Gross': 1,
      '2nd': 1,
      'größe (cm)': 1,
      us_gross: 1,
      '${A}': 1,
      '%': 1,
      userId: 1,
    })
    expect(properties.map(({ name, column }) => [name, column])).toEqual([
      ['US Gross', 'us_gross'],
      ['2nd', '_2nd'],
      ['größe (cm)', 'größe_cm'],
      ['us_gross', 'us_gross_2'],
      ['${A}', 'a'],
      ['%', 'column_2'],
      ['userId', undefined],
    ])
    expect(properties[0]!.remarks).toEqual(['"us gross" would have to be put in quotes'])
    const { columns } = jsonObject('t', ...properties)
    for (const { name } of columns) expect(name).toMatch(/^[\p{L}_][\p{L}\p{N}_]*$/u)
  })

  test('names a conflict with an example of each kind and where it stands', async () => {
    const { properties } = await inferFrom('{"v":1}\n\n{"v":"x"}', '{"v":[true]}')

    expect(properties[0]!.remarks).toEqual([
      'a number (1 in s3://test/0, line 1), a string ("x" in s3://test/0, line 3) or an array ([true] in s3://test/1, line 1)',
    ])
  })

  test.each([
    ['{"id":1,"v":"a\\u0000"}', 'v', 'has text with the character NUL', '"a\\u0000"'],
    ['{"id":1,"v":"\\ud800"}', 'v', 'has text that is not UTF-8', '"\\ud800"'],
    ['{"id":1,"v":[{"a":1,"a":2}]}', 'v', 'has two members "a"', '[{"a": …, "a": …}]'],
    ['{"id":1,"v":[1e999]}', 'v', 'has a number out of the range of SUPER', '[1e999]'],
    ['{"id":1,"v[0]":2}', '"v[0]"', 'reads as the element of an array', '"v[0]"'],
  ])('leaves out of %s what no column takes, and says so', async (text, place, reason, value) => {
    const { properties, leftOut } = await inferFrom(text)

    expect(properties.map(({ name }) => name)).toEqual(['id'])
    expect(leftOut).toEqual([{ place, reason, example: { value, object: 's3://test/0', line: 1 } }])
  })

  test('takes account of both members where a document has two of one name', async () => {
    const { properties } = await inferFrom('{"v":1,"v":{"a":2}}')
    expect(properties[0]).toMatchObject({ name: 'v', type: 'super', share: 1 })
  })

  test.each([
    ['an array', '{"id":1}\n[{"id":2}]', 'ends at line 2 of "s3://test/0" is an array'],
    ['no document', ' ', 'There is no document'],
    ['no property', '{}', 'No document has a property.'],
    [
      'too many properties',
      `{${Array.from({ length: 1_601 }, (_, i) => `"k${i}":1`).join()}}`,
      'more than 1600',
    ],
  ])('throws if there is no table to be had: %s', async (_, text, message) => {
    await expect(inferFrom(text)).rejects.toMatchObject({
      code: 'NOT_INFERRED',
      message: expect.stringContaining(message),
    })
  })
})
