import { describe, expect, test } from 'vitest'
import { lines, memoryFixture, MemorySink, MemorySource, type SinkFixture } from '@arbalest/testing'
import {
  assemble,
  jsonObject,
  property,
  run,
  SinkError,
  type LoadStep,
  type Target,
} from '../../src/index.js'
import {
  closedObject,
  definePlugin,
  ManifestStrategy,
  optionsSchema,
  SinkJournal,
  type Sink,
  type Tables,
} from '../../src/plugin.js'

const TARGET = jsonObject(
  { table: 'events', evolve: 'add' },
  property('id', 'integer'),
  property('mag', 'real'),
)

/** A sink whose table lacks columns until they are added, and that notes what it is asked for. */
function evolving(sink: Sink, log: string[], evolve: (target: Target) => Promise<readonly string[]>): Sink {
  const tables: Partial<Tables> = {
    describe: () => Promise.reject(new SinkError('SINK_DENIED', 'Nobody may read.')),
    addColumns: (target) => {
      log.push('evolve')
      return evolve(target)
    },
  }
  return {
    url: sink.url,
    powers: { tables: tables as Tables },
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) => {
      log.push('transaction')
      return sink.transaction(context, work)
    },
    async [Symbol.asyncDispose]() {},
  }
}

const stepOf = ({ source }: SinkFixture, sink: Sink, target = TARGET): LoadStep => ({
  kind: 'load',
  name: 'events',
  scope: 'p/events',
  source,
  strategy: new ManifestStrategy({ batch: 1 }),
  sink,
  journal: new SinkJournal(sink, 'p/events'),
  target,
})

/** What a run of the step tells, and what it asks of its sink. */
async function runOf(step: LoadStep, log: string[]): Promise<string[]> {
  for await (const event of run([{ name: 'p', steps: [step] }], { backoff: () => 0 }))
    log.push(event.type === 'evolved' ? `evolved ${event.columns.join(' ')}` : event.type)
  return log
}

describe('evolve: add', () => {
  test('has the sink add columns before the first transaction, once, and only where something is pending', async () => {
    await using fixture = await memoryFixture()
    await fixture.source.put('a', lines({ id: 1 }))
    await fixture.source.put('b', lines({ id: 2 }))
    let lacking = ['mag']
    const evolve = async () => lacking.splice(0)
    const log: string[] = []
    const sink = evolving(fixture.sink, log, evolve)

    expect((await runOf(stepOf(fixture, sink), log)).join(', ')).toBe(
      'started, evolve, evolved mag, loading, transaction, committed, loading, transaction, committed, finished, done',
    )
    log.length = 0
    lacking = ['mag']
    expect(await runOf(stepOf(fixture, sink), log)).toEqual(['started', 'finished', 'done'])
  })

  test('is asked for again after a failure, and reports nothing if nothing was added', async () => {
    await using fixture = await memoryFixture()
    await fixture.source.put('a', lines({ id: 1 }))
    const failures = [new SinkError('SERIALIZATION', 'Another came first.', { retryable: true })]
    const log: string[] = []
    const sink = evolving(fixture.sink, log, async () => {
      for (const failure of failures.splice(0)) throw failure
      return []
    })
    expect((await runOf(stepOf(fixture, sink), log)).join(', ')).toBe(
      'started, evolve, retrying, evolve, loading, transaction, committed, finished, done',
    )
  })

  test('is what a target has to say: no sink adds a column otherwise', async () => {
    await using fixture = await memoryFixture()
    await fixture.source.put('a', lines({ id: 1 }))
    const log: string[] = []
    const sink = evolving(fixture.sink, log, async () => ['mag'])
    await runOf(stepOf(fixture, sink, { ...TARGET, evolve: undefined }), log)
    expect(log).not.toContain('evolve')
  })
})

describe('in a configuration', () => {
  const source = definePlugin({
    kind: 'source',
    name: 's',
    options: optionsSchema(closedObject({})),
    create: () => new MemorySource(),
  })
  const assembleWith = (target: unknown, tables?: Tables) => {
    const sink = definePlugin({
      kind: 'sink',
      name: 'k',
      options: optionsSchema(closedObject({})),
      create: () => Object.assign(new MemorySink(), tables && { powers: { tables } }),
    })
    const step = { load: 'l', source: { use: source }, strategy: { use: 'bulk' }, target }
    return assemble({ sink: { use: sink }, pipelines: { p: [step] } })
  }
  const target = { table: 'events', evolve: 'add', properties: { id: 'integer', mag: 'real' } }

  test('evolve: add stands beside the table', async () => {
    const { pipelines } = await assembleWith(target, {} as Tables)
    expect(pipelines[0]!.steps[0]).toMatchObject({ target: TARGET })
  })

  test('it needs a sink that can add columns', async () => {
    await expect(assembleWith(target)).rejects.toMatchObject({
      faults: [
        {
          path: ['pipelines', 'p', 0, 'target', 'evolve'],
          message: 'asks for columns to be added, which memory: cannot do.',
        },
      ],
    })
    expect((await assembleWith({ ...target, evolve: undefined })).pipelines).toHaveLength(1)
  })

  test('it can say nothing but add', async () => {
    await expect(assembleWith({ ...target, evolve: 'drop' }, {} as Tables)).rejects.toMatchObject({
      faults: [{ path: ['pipelines', 'p', 0, 'target', 'evolve'], message: 'must be add.' }],
    })
  })
})
