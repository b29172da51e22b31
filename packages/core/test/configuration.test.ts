import { describe, expect, test } from 'vitest'
import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import {
  assemble,
  ConfigError,
  defineConfig,
  PluginError,
  run,
  type Fault,
  type Target,
} from '../src/index.js'
import * as v from 'valibot'
import {
  BulkStrategy,
  closedObject,
  definePlugin,
  formatPath,
  optionsSchema,
  type AnyPlugin,
} from '../src/plugin.js'
import { formatFault } from '../src/faults/fault.js'
import { STORAGE } from './storage-schemas.js'

const signal = new AbortController().signal
const nothingInstalled = async (specifier: string): Promise<never> => {
  throw new PluginError('PLUGIN_NOT_FOUND', `"${specifier}" is not installed.`)
}

function plugins(warehouse = new MemoryWarehouse(), objects: Record<string, string> = {}) {
  const parsed: unknown[] = []
  const source = definePlugin({
    kind: 'source',
    name: 'memory-source',
    options: optionsSchema(closedObject({})),
    create: () => new MemorySource(objects),
  })
  const sink = definePlugin({
    kind: 'sink',
    name: 'memory-sink',
    options: optionsSchema(
      closedObject({
        connection: v.optional(v.literal('x', 'is no connection.')),
        copy: v.optional(
          closedObject({ maxError: v.optional(v.number('is wrong.')), timeFormat: v.optional(v.string()) }),
        ),
      }),
    ),
    target: STORAGE,
    create: (options) => {
      parsed.push(options)
      return new MemorySink(warehouse)
    },
  })
  return { source, sink, parsed }
}

const target = { table: 'events', properties: { id: 'integer' } }

const faultsOf = async (configuration: unknown, names?: string[]): Promise<readonly Fault[]> => {
  const error: unknown = await assemble(configuration, { names, loader: nothingInstalled, signal }).catch(
    (reason: unknown) => reason,
  )
  if (error instanceof ConfigError) return error.faults
  throw error
}

describe('assemble', () => {
  test('makes pipelines that run', async () => {
    const warehouse = new MemoryWarehouse()
    const { source, sink } = plugins(warehouse, { a: lines({ id: 1 }) })
    const { pipelines } = await assemble(
      defineConfig({
        sink: { use: sink },
        pipelines: {
          p: [{ load: 'events', source: { use: source }, strategy: { use: 'manifest' }, target }],
        },
      }),
      { loader: nothingInstalled, signal },
    )
    for (let times = 0; times < 2; times++) for await (const _ of run(pipelines));
    expect(warehouse.rows('events')).toEqual([{ id: 1 }])
    expect([...warehouse.state.marks.keys()]).toEqual(['p/events'])
  })

  test('asks the loader for the package that a bare word stands for, and takes all else as it is', async () => {
    const asked: string[] = []
    const { source, sink } = plugins()
    const loader = async (specifier: string) => {
      asked.push(specifier)
      return { default: specifier.includes('sink') ? sink : source }
    }
    const step = (use: string) => ({ load: 'l', source: { use }, strategy: { use: 'bulk' }, target })
    await assemble(
      {
        sink: { use: 'memory' },
        pipelines: { a: [step('s3')], b: [step('./mine.js')], c: [step('@acme/source')] },
      },
      { loader, signal },
    )
    expect(asked.filter((name) => !name.includes('sink'))).toEqual([
      '@arbalest/source-s3',
      './mine.js',
      '@acme/source',
    ])
    expect(new Set(asked.filter((name) => name.includes('sink')))).toEqual(new Set(['@arbalest/sink-memory']))
  })

  test("hands the step's copy to its sink, over what the sink's own options say", async () => {
    const { source, sink, parsed } = plugins()
    const step = {
      load: 'l',
      source: { use: source },
      strategy: { use: 'bulk' },
      target,
      copy: { maxError: 5 },
    }
    await assemble(
      {
        sink: { use: sink, with: { connection: 'x', copy: { maxError: 1, timeFormat: 'auto' } } },
        pipelines: { p: [step] },
      },
      { loader: nothingInstalled, signal },
    )
    expect(parsed).toEqual([{ connection: 'x', copy: { maxError: 5, timeFormat: 'auto' } }])
  })

  test('makes each part once, and closes it', async () => {
    const events: string[] = []
    const { sink } = plugins()
    const source: AnyPlugin<'source'> = {
      kind: 'source',
      name: 'counted',
      options: optionsSchema(closedObject({})),
      create: () => {
        events.push('made')
        return Object.assign(new MemorySource({}), {
          [Symbol.asyncDispose]: async () => void events.push('closed'),
        })
      },
    }
    const step = { load: 'l', source: { use: source }, strategy: { use: 'bulk' }, target }
    const assembly = await assemble({ sink: { use: sink }, pipelines: { p: [step] } })
    expect(events).toEqual(['made'])
    for await (const _ of run(assembly.pipelines));
    expect(events).toEqual(['made'])
    await assembly[Symbol.asyncDispose]()
    expect(events).toEqual(['made', 'closed'])
  })

  test('asks strategy and sink whether they can load into the target, and closes them where they cannot', async () => {
    const { source } = plugins()
    const closed: string[] = []
    const sink: AnyPlugin<'sink'> = {
      kind: 'sink',
      name: 'choosy',
      options: optionsSchema(v.string()),
      create: (options) =>
        Object.assign(new MemorySink(), {
          check: ({ table }: Target) => [{ path: ['target'], message: `"${table}" will not do.` }],
          [Symbol.asyncDispose]: async () => void closed.push(String(options)),
        }),
    }
    const strategy: AnyPlugin<'strategy'> = {
      kind: 'strategy',
      name: 'choosy',
      options: optionsSchema(closedObject({})),
      create: () =>
        Object.assign(new BulkStrategy(), {
          check: () => [{ path: ['strategy', 'with', 'x'], message: 'will not do.' }],
        }),
    }
    const step = { source: { use: source }, target }
    const faults = await faultsOf({
      sink: { use: sink, with: 'the sink' },
      pipelines: {
        p: [
          { ...step, load: 'a', strategy: { use: strategy } },
          { ...step, load: 'b', strategy: { use: 'bulk' } },
        ],
      },
    })
    expect(faults.map(formatFault)).toEqual([
      'pipelines.p[0].strategy.with.x: will not do.',
      'pipelines.p[0].target: "events" will not do.',
      'pipelines.p[1].target: "events" will not do.',
    ])
    expect(closed).toEqual(['the sink', 'the sink'])
  })

  test('asks no part whose options are wrong, however often that was told', async () => {
    const { source, sink } = plugins()
    const step = { source: { use: source }, strategy: { use: 'bulk' }, target }
    const choosy = { ...sink, create: () => expect.unreachable() as MemorySink }
    const faults = await faultsOf({
      sink: { use: choosy, with: { connection: 'wrong', copy: { maxError: 'wrong' } } },
      pipelines: {
        p: [
          { ...step, load: 'a' },
          { ...step, load: 'b' },
        ],
      },
    })
    expect(faults.map(({ path }) => formatPath(path))).toEqual([
      'sink.with.connection',
      'sink.with.copy.maxError',
    ])
  })

  test('tells every fault at once, each where the user wrote it', async () => {
    const { source, sink } = plugins()
    const faults = await faultsOf({
      sink: { use: sink, with: { connection: 'wrong' } },
      pipelines: {
        p: [
          {
            load: 'a',
            source: { use: source },
            strategy: { use: 'manifest', with: { batch: 0, bach: 1 } },
            target: { table: 't', properties: { id: 'uuid', x: { y: 'int9' } } },
            copy: { maxError: 'wrong' },
          },
          { load: 'b', source: { use: 'nosuch' }, strategy: { use: 'bulk' }, target },
        ],
      },
    })
    expect(faults.map(({ path }) => formatPath(path)).toSorted()).toEqual([
      'pipelines.p[0].copy.maxError',
      'pipelines.p[0].strategy.with.bach',
      'pipelines.p[0].strategy.with.batch',
      'pipelines.p[0].target.properties.id',
      'pipelines.p[0].target.properties.x.y',
      'pipelines.p[1].source',
      'sink.with.connection',
    ])
  })

  test.each<[string, unknown, string[]]>([
    ['no pipelines', {}, ['pipelines']],
    ['an empty pipeline', { pipelines: { p: [] } }, ['pipelines.p']],
    ['nothing at all', undefined, ['']],
    ['misspelt keys at the top', { pipelines: {}, sinks: {}, journals: {} }, ['sinks', 'journals']],
    ['a step that is neither', { pipelines: { p: [{ laod: 'x' }] } }, ['pipelines.p[0]']],
    [
      'a misspelt key in a step',
      { pipelines: { p: [{ sql: 'x', statements: ['select 1'], sinc: {} }] } },
      ['pipelines.p[0].sinc'],
    ],
    ['no statements', { pipelines: { p: [{ sql: 'x', statements: [] }] } }, ['pipelines.p[0].statements']],
  ])('refuses %s', async (_, configuration, places) => {
    expect((await faultsOf(configuration)).map(({ path }) => formatPath(path))).toEqual(places)
  })

  test('refuses two steps of one name, names that cannot be scopes, and a step without a sink', async () => {
    const step = (name: string) => ({ sql: name, statements: ['select 1'] })
    const { sink } = plugins()
    expect(
      (await faultsOf({ sink: { use: sink }, pipelines: { p: [step('a'), step('a'), step('a/b')] } })).map(
        ({ path }) => formatPath(path),
      ),
    ).toEqual(['pipelines.p[1]', 'pipelines.p[2]'])
    expect((await faultsOf({ pipelines: { p: [step('a')] } })).map(({ path }) => formatPath(path))).toEqual([
      'pipelines.p[0]',
    ])
  })

  test('refuses a pipeline that is not there, and says which are', async () => {
    const { sink } = plugins()
    const configuration = {
      sink: { use: sink },
      pipelines: { one: [{ sql: 'a', statements: ['select 1'] }] },
    }
    const [fault] = await faultsOf(configuration, ['two'])
    expect(fault!.message).toContain('"two"')
    expect(fault!.message).toContain('"one"')
  })

  test('throws the PluginError where a plugin is all that is wrong', async () => {
    const { sink } = plugins()
    const step = { load: 'b', source: { use: 'nosuch' }, strategy: { use: 'bulk' }, target }
    const work = assemble(
      { sink: { use: sink }, pipelines: { p: [step] } },
      { loader: nothingInstalled, signal },
    )
    await expect(work).rejects.toMatchObject({ name: 'PluginError', code: 'PLUGIN_NOT_FOUND' })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no plugin', { name: 'x' }],
    ['a plugin of another kind', plugins().sink],
  ])('refuses a module that exports %s', async (_, exported) => {
    const { sink } = plugins()
    const step = { load: 'b', source: { use: 'odd' }, strategy: { use: 'bulk' }, target }
    const loader = async () => ({ default: exported })
    const work = assemble({ sink: { use: sink }, pipelines: { p: [step] } }, { loader, signal })
    await expect(work).rejects.toMatchObject({ name: 'PluginError', code: 'PLUGIN_INVALID' })
  })

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

  test('takes attributes of columns and of the table, and tells what is wrong with them', async () => {
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
