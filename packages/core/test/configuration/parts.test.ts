import { expect, test } from 'vitest'
import { MemorySink, MemorySource } from '@arbalest/testing'
import { assemble, ConfigError } from '../../src/index.js'
import {
  closedObject,
  definePlugin,
  ManifestStrategy,
  optionsSchema,
  SinkJournal,
  type AnyPlugin,
  type Observer,
  type Parts,
  type PluginContext,
  type PluginKind,
} from '../../src/plugin.js'

const MAKE: { readonly [K in PluginKind]: (context: PluginContext) => Parts[K] } = {
  source: () => new MemorySource(),
  strategy: () => new ManifestStrategy(),
  sink: () => new MemorySink(),
  journal: ({ get, scope }) => new SinkJournal(get('sink'), scope),
  observer: (): Observer => ({ observe() {} }),
}

const plugin = <K extends PluginKind>(kind: K, create: (context: PluginContext) => Parts[K]): AnyPlugin<K> =>
  definePlugin({
    kind,
    name: `a-${kind}`,
    options: optionsSchema(closedObject({})),
    create: (_, context) => create(context),
  })

/** A plugin whose part first asks for those of the kinds `needed`. */
const needing = <K extends PluginKind>(kind: K, ...needed: PluginKind[]): { use: AnyPlugin<K> } => ({
  use: plugin(kind, (context) => {
    for (const each of needed) context.get(each)
    return MAKE[kind](context)
  }),
})

/** A plugin whose part says in `log` under `name` that it is closed, and then fails to if it is told `failure`. */
const closing = <K extends PluginKind>(
  kind: K,
  name: string,
  log: string[],
  failure?: Error,
): { use: AnyPlugin<K> } => ({
  use: plugin(kind, (context) =>
    Object.assign(MAKE[kind](context), {
      async [Symbol.asyncDispose]() {
        log.push(name)
        if (failure) throw failure
      },
    }),
  ),
})

/** A plugin that makes no part, but throws `error`. */
const throwing = <K extends PluginKind>(kind: K, error: Error): { use: AnyPlugin<K> } => ({
  use: plugin(kind, () => {
    throw error
  }),
})

const target = { table: 'events', properties: { id: 'integer' } }
const sound = { source: needing('source'), strategy: needing('strategy'), sink: needing('sink') }
const pipelinesOf = (...steps: object[]) => ({
  pipelines: { p: steps.map((step, index) => ({ ...sound, load: `l${index}`, target, ...step })) },
})

test.each<[string, object, string]>([
  ['itself', { source: needing('source', 'source') }, 'source → source'],
  [
    'each other',
    { strategy: needing('strategy', 'sink'), sink: needing('sink', 'strategy') },
    'strategy → sink → strategy',
  ],
  [
    'each other by way of a third, and not the one that led there',
    {
      source: needing('source', 'strategy'),
      strategy: needing('strategy', 'sink'),
      sink: needing('sink', 'journal'),
      journal: needing('journal', 'strategy'),
    },
    'strategy → sink → journal → strategy',
  ],
])('a part that needs %s is refused, and the circle is named', async (_, step, circle) => {
  await expect(assemble(pipelinesOf(step))).rejects.toMatchObject({
    name: 'PluginError',
    code: 'PLUGIN_INVALID',
    message: expect.stringContaining(`The parts of "p/l0" need each other: ${circle}.`) as string,
  })
})

test('parts that need the same part are no circle', async () => {
  await using assembly = await assemble(
    pipelinesOf({ source: needing('source', 'strategy', 'sink'), strategy: needing('strategy', 'sink') }),
  )
  expect(assembly.pipelines).toHaveLength(1)
})

test('a part that asks for one that its step does not have gets an error that says so', async () => {
  const statements = ['select 1']
  await expect(
    assemble({ pipelines: { p: [{ sql: 's', statements, sink: needing('sink', 'source') }] } }),
  ).rejects.toMatchObject({
    name: 'PluginError',
    message: 'pipelines.p[0].sink.with: "p/s" has no source, which its sink asks for.',
  })
})

test.each<[string, Error, string[]]>([
  // After a fault all else is looked at too; a bug ends it at once.
  ['with a fault', new ConfigError('CONFIG_INVALID', 'will not do.'), ['observer']],
  ['with a bug', new TypeError('undefined is not a function'), []],
])('all parts made are closed, latest first, if a later one fails %s', async (_, error, madeAfter) => {
  const closed: string[] = []
  const work = assemble({
    observers: [closing('observer', 'observer', closed)],
    ...pipelinesOf(
      { source: closing('source', 'first source', closed), sink: closing('sink', 'first sink', closed) },
      { source: closing('source', 'second source', closed), sink: throwing('sink', error) },
    ),
  })
  await expect(work).rejects.toThrow(error.message)
  expect(closed).toEqual([...madeAfter, 'second source', 'first sink', 'first source'])
})

test('what fails to close keeps neither the others from being closed nor the first error from being thrown', async () => {
  const closed: string[] = []
  const first = new TypeError('the sink has a bug')
  const work = assemble(
    pipelinesOf(
      {
        source: closing('source', 'first source', closed),
        sink: closing('sink', 'first sink', closed, new Error('the sink does not close')),
      },
      {
        source: closing('source', 'second source', closed, new Error('the source does not close')),
        sink: throwing('sink', first),
      },
    ),
  )
  await expect(work).rejects.toBe(first)
  expect(closed).toEqual(['second source', 'first sink', 'first source'])
})

test('an assembly closes all its parts, latest first, and throws the first failure', async () => {
  const closed: string[] = []
  const failure = new Error('the sink does not close')
  const assembly = await assemble({
    observers: [closing('observer', 'observer', closed)],
    ...pipelinesOf({
      source: closing('source', 'source', closed, new Error('nor does the source')),
      sink: closing('sink', 'sink', closed, failure),
    }),
  })
  await expect(assembly[Symbol.asyncDispose]()).rejects.toBe(failure)
  expect(closed).toEqual(['observer', 'sink', 'source'])
})
