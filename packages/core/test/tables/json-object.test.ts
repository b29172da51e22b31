import { describe, expect, expectTypeOf, test } from 'vitest'
import { ConfigError, jsonObject, property, type ColumnType, type Target } from '../../src/index.js'
import { formatPath } from '../../src/plugin.js'

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
    expect(faults.map(({ path }) => formatPath(path))).toEqual([
      'properties.magtype',
      'properties.a.b',
      `properties.${'x'.repeat(127)}2`,
      'properties.other',
    ])
    expect(faults[0]!.message).toContain('properties.magType')
  })

  test('reports all faults at once, each with its place', () => {
    const faults = faultsOf(() =>
      jsonObject(
        'a.b.c',
        property('id', 'uuid' as ColumnType),
        property('user', property('name', 'varchar(0)')),
        property('none'),
      ),
    )
    expect(faults.map(({ path }) => formatPath(path))).toEqual([
      'table',
      'properties.id',
      'properties.user.name',
      'properties.none',
    ])
  })

  test('needs a column', () => {
    expect(faultsOf(() => jsonObject('t')).map(({ path }) => formatPath(path))).toEqual(['properties'])
  })
})

describe('attributes', () => {
  test('of columns are kept, each if it is given, and all others as how a column or the table is stored', () => {
    const stored = { table: 'events', slices: 4 }
    const packed = { column: 'at', packed: true }
    expect(
      jsonObject(
        stored,
        property('id', 'bigint', { notNull: true }),
        property('user', property('id', 'text', { default: 'none' })),
        property('time', 'timestamp', packed),
      ),
    ).toEqual({
      table: 'events',
      storage: { slices: 4 },
      columns: [
        { name: 'id', type: 'bigint', path: ['id'], notNull: true },
        { name: 'user_id', type: 'varchar(256)', path: ['user', 'id'], default: 'none' },
        { name: 'at', type: 'timestamp', path: ['time'], storage: { packed: true } },
      ],
    })
  })
})

test('the compiler knows column types', () => {
  expectTypeOf<'varchar(36)'>().toExtend<ColumnType>()
  expectTypeOf<'decimal(10,2)'>().toExtend<ColumnType>()
  expectTypeOf<'double precision'>().toExtend<ColumnType>()
  expectTypeOf<'uuid'>().not.toExtend<ColumnType>()
  expectTypeOf<'varchar(x)'>().not.toExtend<ColumnType>()
})
