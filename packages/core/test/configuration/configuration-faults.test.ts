import { MemorySink } from '@arbalest/testing'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { formatFault } from '../../src/faults/fault.js'
import type { Target } from '../../src/index.js'
import { BulkStrategy, closedObject, formatPath, optionsSchema, type AnyPlugin } from '../../src/plugin.js'
import { faultsOf, plugins, target } from '../memory-plugins.js'

describe('a configuration', () => {
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

  test('asks no part whose options are wrong, however often that was reported', async () => {
    const { source, sink } = plugins()
    const step = { source: { use: source }, strategy: { use: 'bulk' }, target }
    const choosy = { ...sink, create: () => expect.unreachable() as MemorySink }
    const faults = await faultsOf({
      sink: { use: choosy, with: { connection: 'wrong', copy: { ignoreHeader: 'wrong' } } },
      pipelines: {
        p: [
          { ...step, load: 'a' },
          { ...step, load: 'b' },
        ],
      },
    })
    expect(faults.map(({ path }) => formatPath(path))).toEqual([
      'sink.with.connection',
      'sink.with.copy.ignoreHeader',
    ])
  })

  test('reports every fault at once, each where the user wrote it', async () => {
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
            copy: { ignoreHeader: 'wrong' },
          },
          { load: 'b', source: { use: 'nosuch' }, strategy: { use: 'bulk' }, target },
        ],
      },
    })
    expect(faults.map(({ path }) => formatPath(path)).toSorted()).toEqual([
      'pipelines.p[0].copy.ignoreHeader',
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
})
