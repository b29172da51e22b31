import { field, jsonObject, orderedFields, property } from '@arbalest/core'
import { expect, test } from 'vitest'
import { loaded, parquetOf } from './loaded.js'

const TARGET = jsonObject('events', property('it', 'super'), property('deep', property('it', 'super')))

test.each([
  ['text, also if it reads as JSON', '"{\\"a\\":1}"', '"{\\"a\\":1}"'],
  ['text, true and numbers', '["a",true,-7,0.5]', '["a",true,-7,0.5]'],
  ['names in their order, and those that stand twice', '{"b":1,"a":2,"b":3}', '{"b":1,"a":2,"b":3}'],
  ['whole numbers of any length', '12345678901234567890123', '12345678901234567890123'],
  ['null as NULL', 'null', null],
  // DuckDB reads other numbers as doubles, of which 17 digits are left, and writes them in its own way.
  [
    'no more than 17 digits of other numbers',
    '[0.12345678901234567890,1.10,1E5]',
    '[0.12345678901234568,1.1,100000.0]',
  ],
])('a super keeps %s', async (_, json, expected) => {
  const { rows } = await loaded(TARGET, { a: `{"it":${json},"deep":{"it":${json}}}\n` })
  expect(rows).toEqual([{ it: expected, deep_it: expected }])
})

test('one property may be a super, text and a value within', async () => {
  const target = {
    table: 'events',
    columns: [
      { name: 'json', type: 'super', path: ['it'] },
      { name: 'text', type: 'varchar(16)', path: ['it'] },
      { name: 'a', type: 'integer', path: ['it', 'a'] },
    ],
  }
  const { rows } = await loaded(target, { a: '{"it":{"a":1}}\n{"it":"x"}\n' })
  expect(rows).toEqual([
    { json: '"x"', text: 'x', a: null },
    { json: '{"a":1}', text: '{"a":1}', a: 1 },
  ])
})

test('a super that must have a value is refused if it is null', async () => {
  const target = jsonObject('events', property('it', 'super', { notNull: true }))
  await expect(loaded(target, { a: '{"it":"x"}\n{"it":null}\n' })).rejects.toMatchObject({
    rejections: [{ line: 2, column: 'it', reason: 'has no value, and must have one.' }],
  })
})

const FIELDS = orderedFields('events', field('id', 'integer'), field('it', 'super'))

test('a super of CSV is what its field holds as JSON text, to the letter', async () => {
  const { rows } = await loaded(FIELDS, { a: '1,"{""b"":1.10,  ""a"":2}"\n2,\n' }, { format: 'csv' })
  expect(rows).toEqual([
    { id: 1, it: '{"b":1.10,  "a":2}' },
    { id: 2, it: null },
  ])
  await expect(loaded(FIELDS, { a: '1,text\n' }, { format: 'csv' })).rejects.toMatchObject({
    rejections: [{ line: 1, column: 'it', value: 'text', reason: 'does not fit super.' }],
  })
})

test.each([
  [`{'b': [1, null], 'a': 'x'}`, '{"b":[1,null],"a":"x"}'],
  [`map {'k': 1.50}`, '{"k":1.5}'],
  [`['x']`, '["x"]'],
  [`'{"a":1}'`, '"{\\"a\\":1}"'],
  ['12345678901234567.89::decimal(19, 2)', '12345678901234567.89'],
  ['true', 'true'],
  ['null::integer[]', null],
])('a super of Parquet is its value as JSON: %s', async (value, expected) => {
  const content = await parquetOf(`select 1 as id, ${value} as it`)
  expect((await loaded(FIELDS, { a: content }, { format: 'parquet' })).rows).toEqual([
    { id: 1, it: expected },
  ])
})

test('what has parts in Parquet is JSON as text, too', async () => {
  const target = orderedFields('events', field('it', 'varchar(32)'))
  const content = await parquetOf(`select {'a': [1, 2]} as it`)
  expect((await loaded(target, { a: content }, { format: 'parquet' })).rows).toEqual([{ it: '{"a":[1,2]}' }])
})

test('of an object that has a property of the target twice, nothing is loaded; of others it may', async () => {
  const target = jsonObject('events', property('id', 'integer'), property('in', property('id', 'integer')))
  await expect(loaded(target, { a: '{"id":1}\n{"id":1,"id":2}\n' })).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    rejections: [{ line: 2, reason: 'has a property of the target twice.' }],
  })
  // DuckDB takes the first one within an object, Redshift the last.
  const { rows } = await loaded(target, { a: '{"id":1,"x":1,"x":2,"in":{"id":3,"id":4}}\n' })
  expect(rows).toEqual([{ id: 1, in_id: 3 }])
})

test('a document that is no object is refused; an element that an array does not have is NULL', async () => {
  const target = jsonObject('events', property('id', 'integer'), property('list[1]', 'integer'))
  await expect(loaded(target, { a: '{"id":1}\n[1]\n' })).rejects.toMatchObject({
    rejections: [{ line: 2, reason: 'is not a JSON object, whose properties could be columns.' }],
  })
  expect((await loaded(target, { a: '{"id":1,"list":[5]}\n' })).rows).toEqual([{ id: 1, list_1: null }])
})
