import { describe, expect, test } from 'vitest'
import { formatFault } from '../../src/faults/fault.js'
import { assemble } from '../../src/index.js'
import { faultsOf, nothingInstalled, plugins, signal } from '../memory-plugins.js'

describe('the target of a configured step', () => {
  test('takes a property called "type", and one called "column"', async () => {
    const { source, sink } = plugins()
    const properties = {
      geometry: { type: 'varchar(20)', 'coordinates[0]': { type: 'real', column: 'longitude' } },
      only: { type: 'varchar(9)' },
      other: { column: 'integer' },
    }
    const step = {
      load: 'l',
      source: { use: source },
      strategy: { use: 'bulk' },
      target: { table: 't', properties },
    }
    const { pipelines } = await assemble(
      { sink: { use: sink }, pipelines: { p: [step] } },
      { loader: nothingInstalled, signal },
    )
    const [load] = pipelines[0]!.steps
    expect(
      load!.kind === 'load' && load!.target.columns.map(({ name, path }) => [name, path.join('.')]),
    ).toEqual([
      ['geometry_type', 'geometry.type'],
      ['longitude', 'geometry.coordinates.0'],
      ['only_type', 'only.type'],
      ['other_column', 'other.column'],
    ])
  })

  test('takes attributes of columns and of the table, and reports what is wrong with them', async () => {
    const { source, sink } = plugins()
    const assembleWith = async (given: object) => {
      const step = { load: 'l', source: { use: source }, strategy: { use: 'bulk' }, target: given }
      const { pipelines } = await assemble(
        { sink: { use: sink }, pipelines: { p: [step] } },
        { loader: nothingInstalled, signal },
      )
      const [load] = pipelines[0]!.steps
      return load!.kind === 'load' ? load!.target : undefined
    }
    expect(
      await assembleWith({
        table: 'events',
        slices: 4,
        properties: {
          id: { type: 'bigint', notNull: true, packed: true },
          user: { type: 'varchar(9)', default: 'integer' },
          kind: { type: 'varchar(9)', default: 'none' },
          tags: 'super',
        },
      }),
    ).toEqual({
      table: 'events',
      storage: { slices: 4 },
      columns: [
        { name: 'id', type: 'bigint', path: ['id'], notNull: true, storage: { packed: true } },
        { name: 'user_type', type: 'varchar(9)', path: ['user', 'type'] },
        { name: 'user_default', type: 'integer', path: ['user', 'default'] },
        { name: 'kind', type: 'varchar(9)', path: ['kind'], default: 'none' },
        { name: 'tags', type: 'super', path: ['tags'] },
      ],
    })
    const step = { load: 'l', source: { use: source }, strategy: { use: 'bulk' } }
    const wrong = {
      table: 'events',
      slices: 0,
      properties: { id: { type: 'bigint', packed: 'very' }, at: { type: 'date', notNull: 'yes' } },
    }
    const faults = await faultsOf({ sink: { use: sink }, pipelines: { p: [{ ...step, target: wrong }] } })
    expect(faults.map(formatFault)).toEqual([
      'pipelines.p[0].target.properties.id.packed: must be true or false.',
      'pipelines.p[0].target.properties.at.notNull: must be true or false.',
      'pipelines.p[0].target.slices: must be at least 1.',
    ])
  })
})
