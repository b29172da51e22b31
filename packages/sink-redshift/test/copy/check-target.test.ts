import { field, jsonObject, orderedFields, property, type TableStorage } from '@arbalest/core'
import { formatPath } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { checkTarget } from '../../src/copy/check-target.js'
import plugin from '../../src/index.js'

const faultsOf = (storage: TableStorage) =>
  checkTarget(
    {},
    jsonObject({ table: 'events', ...storage }, property('id', 'bigint'), property('at', 'date')),
  )

describe('how a table is stored', () => {
  test.each<TableStorage>([
    {},
    { distStyle: 'even', sortKey: 'auto', backup: false },
    { distKey: 'id', sortKey: ['at', 'id'], sortStyle: 'interleaved' },
    { distStyle: 'key', distKey: 'ID', sortKey: ['At'] },
  ])('may be %j', (storage) => {
    expect(faultsOf(storage)).toEqual([])
  })

  test.each<[storage: TableStorage, ...places: string[]]>([
    [{ distStyle: 'key' }, 'target.distStyle'],
    [{ distStyle: 'even', distKey: 'id' }, 'target.distKey'],
    [{ sortStyle: 'compound' }, 'target.sortStyle'],
    [{ sortKey: 'auto', sortStyle: 'compound' }, 'target.sortStyle'],
    [{ distKey: 'nope', sortKey: ['id', 'none'] }, 'target.distKey', 'target.sortKey'],
  ])('may not be %j, and every contradiction is reported in its place', (storage, ...places) => {
    expect(faultsOf(storage).map(({ path }) => formatPath(path))).toEqual(places)
  })
})

test('only JSON has names to find values by', () => {
  const named = jsonObject('events', property('id', 'bigint'))
  const ordered = orderedFields('events', field('id', 'bigint'))
  expect(checkTarget({ format: 'csv' }, ordered)).toEqual([])
  expect(checkTarget({ format: 'csv' }, named)).toMatchObject([
    { path: ['target'], message: expect.stringContaining('write fields instead of properties') as string },
  ])
})

describe('the JSON Schema', () => {
  const input = { target: 'draft-07' } as const
  const options = plugin.options['~standard'].jsonSchema.input(input)

  test('describes every option, those of the formats, and the keys of targets', () => {
    const { table, column } = plugin.target!
    const schemas = [options, ...[table, column].map((each) => each['~standard'].jsonSchema.input(input))]
    expect(schemas.flatMap((schema) => undescribed(schema as Described))).toEqual([])
  })

  test('marks what is secret, and nothing else', () => {
    expect(secrets(options as Described)).toEqual([
      'connection',
      'connection.password',
      'accessKeyId',
      'secretAccessKey',
      'sessionToken',
    ])
  })
})

interface Described {
  readonly description?: string
  readonly writeOnly?: boolean
  readonly properties?: Readonly<Record<string, Described>>
  readonly anyOf?: readonly Described[]
  readonly oneOf?: readonly Described[]
}

/** The names of the properties of a schema, at any depth, that it does not describe. */
function undescribed({ properties = {}, anyOf = [], oneOf = [] }: Described): string[] {
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [
      ...(inner.description ? [] : [name]),
      ...undescribed(inner),
    ]),
    ...[...anyOf, ...oneOf].flatMap(undescribed),
  ]
}

/** The paths of what a schema calls secret, at any depth. */
function secrets({ properties = {}, anyOf = [], oneOf = [], writeOnly }: Described, path = ''): string[] {
  return [
    ...(writeOnly ? [path] : []),
    ...Object.entries(properties).flatMap(([name, inner]) => secrets(inner, path ? `${path}.${name}` : name)),
    ...[...anyOf, ...oneOf].flatMap((each) => secrets(each, path)),
  ]
}
