import { lines, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { assemble, defineConfig, run } from '../../src/index.js'
import { closedObject, optionsSchema, type AnyPlugin } from '../../src/plugin.js'
import { nothingInstalled, plugins, signal, target } from '../memory-plugins.js'

describe('assemble', () => {
  test('makes pipelines that run', async () => {
    const warehouse = new MemoryWarehouse()
    const { source, sink } = plugins(warehouse, { a: lines({ id: 1 }) })
    const { pipelines } = await assemble(
      defineConfig({
        sink: { use: sink },
        pipelines: {
          p: [{ load: 'events', source: { use: source }, strategy: 'manifest', target }],
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
    const step = (use: string) => ({ load: 'l', source: { use }, strategy: { use: 'manifest' }, target })
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
      copy: { ignoreHeader: 5 },
    }
    await assemble(
      {
        sink: { use: sink, with: { connection: 'x', copy: { ignoreHeader: 1, timeFormat: 'auto' } } },
        pipelines: { p: [step] },
      },
      { loader: nothingInstalled, signal },
    )
    expect(parsed).toEqual([{ connection: 'x', copy: { ignoreHeader: 5, timeFormat: 'auto' } }])
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
})
