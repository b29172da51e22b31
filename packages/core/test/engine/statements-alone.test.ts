import { MemorySink, MemoryWarehouse } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import {
  isArbalestError,
  plan,
  run,
  SinkError,
  validate,
  type Pipeline,
  type RunEvent,
  type SqlStep,
  type Step,
} from '../../src/index.js'
import { collect, type ExecuteAlone, type Sink } from '../../src/plugin.js'

const MEANINGS = Object.fromEntries(
  ['a', 'b', 'c'].map((text) => [
    text,
    (tables: Map<string, object[]>) => void tables.set('t', [...(tables.get('t') ?? []), { text }]),
  ]),
)

const stepOf = (sink: Sink, transaction: SqlStep['transaction'], ...texts: string[]): SqlStep => ({
  kind: 'sql',
  name: `with ${transaction}`,
  scope: `p/${transaction}`,
  sink,
  statements: texts.map((text) => ({ text })),
  transaction,
})

const pipelineOf = (...steps: Step[]): Pipeline[] => [{ name: 'p', steps }]

/** A sink whose statement of the text `failing` fails by itself, with `error`. */
function failing(warehouse: MemoryWarehouse, text: string, error: Error): Sink {
  const sink = new MemorySink(warehouse)
  const sound = sink.powers.executeAlone!
  const executeAlone: ExecuteAlone = async function* (scope, statements) {
    const texts = statements.map((statement) => statement.text)
    for await (const executed of sound(scope, statements)) {
      if (texts.shift() === text) throw error
      yield executed
    }
  }
  return Object.assign(sink, { powers: { ...sink.powers, executeAlone } })
}

/** Returns what a run does, and how it ends. */
async function outcomeOf(step: SqlStep): Promise<{ types: RunEvent['type'][]; error: unknown }> {
  const types: RunEvent['type'][] = []
  try {
    for await (const { type } of run(pipelineOf(step), { backoff: () => 0 })) types.push(type)
    return { types, error: undefined }
  } catch (error) {
    return { types, error }
  }
}

describe('a run of statements by themselves', () => {
  test('commits each, and counts those that ran', async () => {
    const warehouse = new MemoryWarehouse(MEANINGS)
    const step = stepOf(new MemorySink(warehouse), 'none', 'a', 'b')
    const receipts = (await collect(run(pipelineOf(step)))).flatMap((event) =>
      event.type === 'committed' ? [event.receipt] : [],
    )
    expect(receipts).toEqual([1, 1].map((statements) => ({ kind: 'sql', scope: 'p/none', statements })))
    expect(warehouse.rows('t')).toEqual([{ text: 'a' }, { text: 'b' }])
  })

  test('ends with a lost answer, and says that the statement may have run', async () => {
    const warehouse = new MemoryWarehouse(MEANINGS)
    const lost = new SinkError('CONNECTION_LOST', 'The connection was lost.', { retryable: true })
    const step = stepOf(failing(warehouse, 'b', lost), 'none', 'a', 'b', 'c')
    const { types, error } = await outcomeOf(step)
    expect(types).toEqual(['started', 'committed', 'failed', 'done'])
    expect(error).toMatchObject({ code: 'MAY_HAVE_RUN', retryable: false, cause: lost })
    expect((error as Error).message).toContain('statement 2 of 3 of "p/none"')
    expect(warehouse.rows('t')).toEqual([{ text: 'a' }, { text: 'b' }])
  })

  test('tries nothing again, not even what waiting may cure', async () => {
    const warehouse = new MemoryWarehouse(MEANINGS)
    const busy = new SinkError('SERIALIZATION', 'Another was there.', { retryable: true })
    const { types, error } = await outcomeOf(stepOf(failing(warehouse, 'a', busy), 'none', 'a'))
    expect({ types, error }).toEqual({ types: ['started', 'failed', 'done'], error: busy })
    expect(warehouse.rows('t')).toHaveLength(1)
  })

  test('stops between two when it is asked to', async () => {
    const warehouse = new MemoryWarehouse(MEANINGS)
    const stop = new AbortController()
    const running = run(pipelineOf(stepOf(new MemorySink(warehouse), 'none', 'a', 'b')), {
      signal: stop.signal,
    })
    await expect(
      (async () => {
        for await (const { type } of running) if (type === 'committed') stop.abort(new RangeError('stop'))
      })(),
    ).rejects.toThrow('stop')
    expect(warehouse.rows('t')).toEqual([{ text: 'a' }])
  })

  test('needs a sink that can', async () => {
    const sink: Sink = Object.assign(new MemorySink(), { powers: {} })
    const { error } = await outcomeOf(stepOf(sink, 'none', 'a'))
    expect(isArbalestError(error) && error.code).toBe('PLUGIN_INVALID')
  })
})

describe('a validation', () => {
  test('tries none of them', async () => {
    const warehouse = new MemoryWarehouse(MEANINGS)
    const [tried] = await collect(
      validate(pipelineOf(stepOf(new MemorySink(warehouse), 'none', 'a', 'nonsense'))),
    )
    expect(tried).toMatchObject({ possible: true })
    expect(tried?.error).toBeUndefined()
    expect(tried?.untried.map(({ reason }) => reason)).toEqual([
      'statement 1 of 2, because its step has transaction: none',
      'statement 2 of 2, because its step has transaction: none',
    ])
    expect(warehouse.tables()).toEqual([])
  })

  test('does not blame a step for want of what was not tried', async () => {
    const sink = new MemorySink(new MemoryWarehouse(MEANINGS))
    const broken = { ...stepOf(sink, 'one', 'a'), sink: withoutTables(sink) }
    const [alone, blamed] = await collect(validate(pipelineOf(stepOf(sink, 'none', 'b'), broken)))
    expect(alone?.error).toBeUndefined()
    expect(blamed?.error).toBeUndefined()
    expect(blamed?.untried[0]?.reason).toBe(
      'statement 1 of 1, because "p/none" was not tried, and without it: There is no table.',
    )
    const [first] = await collect(validate(pipelineOf(broken)))
    expect(first?.error).toMatchObject({ message: 'There is no table.' })
  })
})

/** A sink whose rehearsals find no table. */
function withoutTables(sink: MemorySink): Sink {
  const rehearse = () => Promise.reject(new SinkError('SQL_FAILED', 'There is no table.'))
  return Object.assign(new MemorySink(), { url: sink.url, powers: { ...sink.powers, rehearse } })
}

test('a plan shows them, and that they run by themselves', async () => {
  const [planned] = await collect(plan(pipelineOf(stepOf(new MemorySink(), 'none', 'a'))))
  expect(planned?.step).toMatchObject({ transaction: 'none', statements: [{ text: 'a' }] })
})
