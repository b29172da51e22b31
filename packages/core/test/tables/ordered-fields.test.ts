import { formatPath } from '../../src/plugin.js'
import { expect, expectTypeOf, test } from 'vitest'
import {
  ConfigError,
  field,
  orderedFields,
  type ColumnAttributes,
  type ColumnType,
  type TargetConfiguration,
} from '../../src/index.js'

test('orderedFields has a column for each of its fields, in their order', () => {
  const target = orderedFields(
    'orders',
    field('id', 'bigint', { notNull: true }),
    field('placedAt', 'timestamp'),
    field('12', 'text', { default: 'none' }),
  )
  expect(target).toEqual({
    table: 'orders',
    columns: [
      { name: 'id', type: 'bigint', path: [0], notNull: true },
      { name: 'placedat', type: 'timestamp', path: [1] },
      { name: '12', type: 'varchar(256)', path: [2], default: 'none' },
    ],
  })
})

test('all that is wrong with fields is reported at once, each with its place', () => {
  const make = () =>
    orderedFields(
      'a.b.c',
      field('id', 'uuid' as ColumnType),
      field('', 'date'),
      field('Note', 'text'),
      field('note', 'text'),
      field('y'.repeat(127) + '1', 'date'),
      field('y'.repeat(127) + '2', 'date'),
    )
  expect(faultsOf(make).map(({ path }) => formatPath(path))).toEqual([
    'table',
    'fields.id',
    'fields.',
    'fields.note',
    `fields.${'y'.repeat(127)}2`,
  ])
  expect(faultsOf(() => orderedFields('t'))).toEqual([
    { path: ['fields'], message: 'A table needs at least one column.' },
  ])
})

test('the compiler knows the types and attributes of fields, and that a target has either fields or properties', () => {
  expectTypeOf(field).parameter(1).toEqualTypeOf<ColumnType>()
  expectTypeOf(field).parameter(2).toExtend<ColumnAttributes | undefined>()
  expectTypeOf<{ table: 't'; fields: { id: 'bigint' } }>().toExtend<TargetConfiguration>()
  expectTypeOf<{
    table: 't'
    fields: { id: { type: 'date'; notNull: true } }
  }>().toExtend<TargetConfiguration>()
  expectTypeOf<{ table: 't' }>().not.toExtend<TargetConfiguration>()
  expectTypeOf<{
    table: 't'
    fields: { id: 'date' }
    properties: { id: 'date' }
  }>().not.toExtend<TargetConfiguration>()
  expectTypeOf<{
    table: 't'
    fields: { id: { type: 'date'; notNull: 1 } }
  }>().not.toExtend<TargetConfiguration>()
})

function faultsOf(make: () => unknown) {
  try {
    make()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}
