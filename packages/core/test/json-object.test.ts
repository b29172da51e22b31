import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  ConfigError,
  jsonObject,
  property,
  type ColumnOptions,
  type ColumnType,
  type Target,
} from '../src/index.js'
import { targetOf } from '../src/tables/json-object.js'

const faultsOf = (make: () => Target) => {
  try {
    make()
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('jsonObject', () => {
  test("reads the ancestor's example", () => {
    const target = jsonObject(
      'table',
      property('id', 'varchar(36)'),
      property('someNumber', 'integer', 'custom_column_name'),
      property('child', property('someBoolean', 'boolean')),
    )
    expect(target).toEqual({
      table: 'table',
      columns: [
        { name: 'id', type: 'varchar(36)', path: ['id'] },
        { name: 'custom_column_name', type: 'integer', path: ['someNumber'] },
        { name: 'child_someboolean', type: 'boolean', path: ['child', 'someBoolean'] },
      ],
    })
  })

  test('reaches into arrays, at the end of a path and on the way', () => {
    const { columns } = jsonObject(
      't',
      property('geometry', property('coordinates[0]', 'real', 'longitude')),
      property('rows[2][1]', property('x', 'integer')),
    )
    expect(columns).toEqual([
      { name: 'longitude', type: 'real', path: ['geometry', 'coordinates', 0] },
      { name: 'rows_2_1_x', type: 'integer', path: ['rows', 2, 1, 'x'] },
    ])
  })

  test('keeps names as they stand: dots, blanks and quotes do not nest', () => {
    const { columns } = jsonObject('t', property("a.b 'c'", 'integer'))
    expect(columns[0]).toMatchObject({ name: "a.b 'c'", path: ["a.b 'c'"] })
  })

  test('cuts names at 127 bytes, never within a letter', () => {
    const { columns } = jsonObject(
      't',
      property('a' + 'é'.repeat(100), 'integer'),
      property('b'.repeat(200), 'integer'),
    )
    expect(columns.map(({ name }) => name)).toEqual(['a' + 'é'.repeat(63), 'b'.repeat(127)])
  })

  test('refuses two properties that end up with one column, by folding, by joining or by cutting', () => {
    const faults = faultsOf(() =>
      jsonObject(
        't',
        property('magType', 'integer'),
        property('magtype', 'integer'),
        property('a_b', 'integer'),
        property('a', property('b', 'integer')),
        property('x'.repeat(127) + '1', 'integer'),
        property('x'.repeat(127) + '2', 'integer'),
        property('other', 'integer', 'A_B'),
      ),
    )
    expect(faults.map(({ place }) => place)).toEqual([
      'properties.magtype',
      'properties.a.b',
      `properties.${'x'.repeat(127)}2`,
      'properties.other',
    ])
    expect(faults[0]!.message).toContain('properties.magType')
  })

  test('tells all faults at once, each with its place', () => {
    const faults = faultsOf(() =>
      jsonObject(
        'a.b.c',
        property('id', 'uuid' as ColumnType),
        property('user', property('name', 'varchar(0)')),
        property('none'),
      ),
    )
    expect(faults.map(({ place }) => place)).toEqual([
      'table',
      'properties.id',
      'properties.user.name',
      'properties.none',
    ])
  })

  test('needs a column', () => {
    expect(faultsOf(() => jsonObject('t')).map(({ place }) => place)).toEqual(['properties'])
  })
})

describe('attributes', () => {
  test('of columns and of the table are kept, each where it is given', () => {
    expect(
      jsonObject(
        {
          table: 'events',
          distKey: 'user_ID',
          sortKey: ['at', 'id'],
          sortStyle: 'interleaved',
          backup: false,
        },
        property('id', 'bigint', { notNull: true, encode: 'az64' }),
        property('user', property('id', 'text', { default: 'none' })),
        property('time', 'timestamp', { column: 'at' }),
      ),
    ).toEqual({
      table: 'events',
      distKey: 'user_id',
      sortKey: ['at', 'id'],
      sortStyle: 'interleaved',
      backup: false,
      columns: [
        { name: 'id', type: 'bigint', path: ['id'], notNull: true, encode: 'az64' },
        { name: 'user_id', type: 'varchar(256)', path: ['user', 'id'], default: 'none' },
        { name: 'at', type: 'timestamp', path: ['time'] },
      ],
    })
  })

  test('of a table that contradict each other, or its columns, are faults', () => {
    const faults = faultsOf(() =>
      targetOf({ table: 't', distStyle: 'all', distKey: 'x', sortKey: ['id', 'y'] }, [
        property('id', 'integer'),
      ]),
    )
    const others = faultsOf(() =>
      targetOf({ table: 't', distStyle: 'key', sortKey: 'auto', sortStyle: 'compound' }, [
        property('id', 'real'),
      ]),
    )
    expect(faults.map(({ place }) => place)).toEqual(['distKey', 'distKey', 'sortKey'])
    expect(others.map(({ place }) => place)).toEqual(['distStyle', 'sortStyle'])
  })

  test('of a table are refused by the compiler where they are nonsense', () => {
    type Table = Exclude<Parameters<typeof jsonObject>[0], string>
    expectTypeOf<{ table: 't'; distKey: 'id'; sortKey: ['id']; sortStyle: 'compound' }>().toExtend<Table>()
    expectTypeOf<{ table: 't'; distStyle: 'all'; distKey: 'id' }>().not.toExtend<Table>()
    expectTypeOf<{ table: 't'; sortKey: 'auto'; sortStyle: 'interleaved' }>().not.toExtend<Table>()
    expectTypeOf<{ table: 't'; sortStyle: 'interleaved' }>().not.toExtend<Table>()
    expectTypeOf<{ notNull: true; default: 0; encode: 'az64' }>().toExtend<ColumnOptions>()
    expectTypeOf<{ encode: 'gzip' }>().not.toExtend<ColumnOptions>()
  })
})

test('the compiler knows column types', () => {
  expectTypeOf<'varchar(36)'>().toExtend<ColumnType>()
  expectTypeOf<'decimal(10,2)'>().toExtend<ColumnType>()
  expectTypeOf<'double precision'>().toExtend<ColumnType>()
  expectTypeOf<'uuid'>().not.toExtend<ColumnType>()
  expectTypeOf<'varchar(x)'>().not.toExtend<ColumnType>()
})
