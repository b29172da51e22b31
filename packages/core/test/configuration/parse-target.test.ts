import { describe, expect, test } from 'vitest'
import { ConfigError, jsonObject, property, type TargetConfiguration } from '../../src/index.js'
import { parseTarget } from '../../src/configuration/parsing/parse-target.js'
import { formatPath } from '../../src/plugin.js'
import { STORAGE } from '../storage-schemas.js'

/** What is wrong with a target, and where. */
function faultsOf(given: object): readonly { place: string; message: string }[] {
  try {
    parseTarget(given as TargetConfiguration, { target: STORAGE })
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.map(({ path, message }) => ({ place: formatPath(path), message }))
    throw error
  }
  return []
}

describe('a target of fields', () => {
  test('has its columns in the order in which they are written, whatever they are called', () => {
    const fields = {
      zip: 'char(5)',
      constructor: 'date',
      Column: { type: 'varchar(9)', notNull: true, default: 'none', packed: true },
    } as const
    expect(
      parseTarget({ table: 'orders', slices: 4, fields } as TargetConfiguration, { target: STORAGE }),
    ).toEqual({
      table: 'orders',
      storage: { slices: 4 },
      columns: [
        { name: 'zip', type: 'char(5)', path: [0] },
        { name: 'constructor', type: 'date', path: [1] },
        {
          name: 'column',
          type: 'varchar(9)',
          path: [2],
          notNull: true,
          default: 'none',
          storage: { packed: true },
        },
      ],
    })
  })

  test('reports all that is wrong at once', () => {
    const fields = {
      id: 'bigint',
      '12': 'date',
      at: { type: 'date', column: 'day' },
      note: 7,
      name: { notNull: true },
      kind: 'uuid',
    }
    expect(faultsOf({ table: 'orders', slices: 0, distKey: 'id', fields })).toEqual([
      {
        place: 'fields.12',
        message:
          'is a number, which JavaScript moves before all other names; rename the column, or write the target in code, with orderedFields().',
      },
      {
        place: 'fields.at.column',
        message: 'is not known here; the keys are type, notNull, default, packed.',
      },
      { place: 'fields.note', message: 'must be a column type, or an object with one.' },
      { place: 'fields.name.type', message: 'is missing.' },
      { place: 'fields.kind', message: expect.stringContaining('"uuid" is not a column type') as string },
      {
        place: 'distKey',
        message:
          'is not known here; the keys are table, evolve, emptied, shared, properties, fields, pathColumns, pathPattern, loadColumns, slices.',
      },
      { place: 'slices', message: 'must be at least 1.' },
    ])
  })

  test.each<[string, object, string, RegExp]>([
    ['both', { properties: { id: 'bigint' }, fields: { id: 'bigint' } }, '', /one of the two/],
    ['neither', {}, '', /either properties.*or fields/],
    ['a list of fields', { fields: ['id'] }, 'fields', /must be an object of names/],
    ['properties that are none', { properties: 'id' }, 'properties', /must be an object of names/],
    ['no field', { fields: {} }, 'fields', /at least one column/],
    ['an unknown type', { fields: { id: 'uuid' } }, 'fields.id', /"uuid" is not a column type/],
    ['two fields of one name', { fields: { id: 'date', ID: 'date' } }, 'fields.ID', /like fields\.id/],
  ])('refuses %s', (_, given, place, message) => {
    expect(faultsOf({ table: 'orders', ...given })).toEqual([
      { place, message: expect.stringMatching(message) as string },
    ])
  })
})

test('a target of properties takes those that are called as what every object has', () => {
  const properties = { constructor: 'integer', prototype: { constructor: 'text' } } as const
  const { columns } = parseTarget({ table: 't', properties }, {})
  expect(columns.map(({ name }) => name)).toEqual(['constructor', 'prototype_constructor'])
})

test('how a target that was made in code is stored is checked too', () => {
  const target = {
    ...jsonObject('t', property('id', 'bigint')),
    storage: { slices: 0 },
  }
  const packed = { ...target.columns[0]!, storage: { packed: 'yes', encode: 'zstd' } }
  expect(faultsOf({ ...target, columns: [packed] })).toEqual([
    { place: 'storage.slices', message: 'must be at least 1.' },
    { place: 'columns[0].storage.encode', message: 'is not known here; the keys are packed.' },
    { place: 'columns[0].storage.packed', message: 'must be true or false.' },
  ])
})

test('a sink that is not known is not taken for one that knows nothing', () => {
  const target = {
    table: 't',
    slices: 0,
    properties: {
      id: {
        type: 'bigint',
        packed: 1,
      },
    },
  }
  expect(parseTarget(target as TargetConfiguration, undefined)).toMatchObject({ storage: { slices: 0 } })
})

test.each([[[{ name: 'id', type: 'bigint' }]], [{ id: 'bigint' }], [null]])(
  'columns that somebody has written are at fault, and the message says what to write: %j',
  (columns) => {
    expect(faultsOf({ table: 'events', columns })).toEqual([
      { place: 'columns', message: expect.stringContaining('write properties') as string },
    ])
  },
)
