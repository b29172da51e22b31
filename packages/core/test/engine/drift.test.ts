import { describe, expect, test } from 'vitest'
import { MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import {
  plan,
  run,
  SourceError,
  validate,
  type DriftRules,
  type LoadStep,
  type RunEvent,
} from '../../src/index.js'
import { collect, ManifestStrategy, type Sink, type Source } from '../../src/plugin.js'
import { stepInto } from '../step-into.js'

const GOOD = JSON.stringify({ id: 1, at: '2026-01-01', user: { name: 'a' } })

/** A step that loads `objects`, a transaction each unless `batch` is given. */
function scene(
  objects: Readonly<Record<string, string>>,
  {
    drift,
    batch = 1,
    source = new MemorySource(objects),
  }: {
    readonly drift?: DriftRules
    readonly batch?: number
    readonly source?: Source
  } = {},
) {
  const warehouse = new MemoryWarehouse()
  const sink: Sink = new MemorySink(warehouse)
  const step = stepInto(sink, source, { strategy: new ManifestStrategy({ batch }), drift })
  return { pipelines: [{ name: 'p', steps: [step] }], warehouse }
}

async function outcomeOf({ pipelines, warehouse }: ReturnType<typeof scene>) {
  const events: RunEvent[] = []
  let error: unknown
  try {
    for await (const event of run(pipelines, { backoff: () => 0 })) events.push(event)
  } catch (thrown) {
    error = thrown
  }
  const notices = events.flatMap((event) => (event.type === 'noticed' ? [event.notice] : []))
  return { events, notices, error, rows: warehouse.rows('events').length }
}

const rules = (unknown: DriftRules['unknown'], missing: DriftRules['missing']) => ({ unknown, missing })

describe('a run', () => {
  test('reports names that differ once each, before the commit, and in each receipt', async () => {
    const odd = JSON.stringify({ id: 1, at: 'x', user: { nam: 'a' } })
    const { events, notices, error, rows } = await outcomeOf(scene({ a: odd, b: odd, c: GOOD }))
    expect(error).toBeUndefined()
    expect(rows).toBe(3)
    const found = {
      objects: 1,
      documents: 1,
      missing: [{ name: 'user.name', meant: 'user.nam' }],
      unknown: [{ name: 'user.nam', count: 1, object: 'memory:a', meant: 'user.name' }],
    }
    expect(notices).toEqual([{ kind: 'drift', look: true, ...found }])
    expect(events.map(({ type }) => type).join(' ')).toBe(
      'started loading noticed committed loading committed loading committed finished done',
    )
    const drifts = events.flatMap((event) => (event.type === 'committed' ? [event.receipt] : []))
    expect(drifts.map((receipt) => receipt.kind === 'load' && receipt.drift)).toEqual([
      found,
      { ...found, unknown: [{ ...found.unknown[0], object: 'memory:b' }] },
      undefined,
    ])
  })

  test.each([
    ['missing', rules('ignore', 'fail'), JSON.stringify({ id: 1, at: 'x' }), '"user.name" is in no document'],
    [
      'unknown',
      rules('fail', 'ignore'),
      JSON.stringify({ id: 1, more: 2 }),
      '"more" is in memory:b, and not',
    ],
  ])(
    'loads nothing of a batch in which names are %s, if the step says fail',
    async (_, drift, text, message) => {
      const { error, rows } = await outcomeOf(scene({ a: GOOD, b: text, c: GOOD }, { drift }))
      expect(error).toMatchObject({ code: 'NAMES_DIFFER', message: expect.stringContaining(message) })
      expect(rows).toBe(1)
    },
  )

  test('refuses an object of which every row would be NULL throughout, unless missing names are ignored', async () => {
    const objects = { a: GOOD, b: JSON.stringify({ ID: 1, AT: 'x' }) }
    const { error, notices, rows } = await outcomeOf(scene(objects, { batch: 2 }))
    expect(error).toMatchObject({ code: 'NAMES_DIFFER', message: expect.stringContaining('memory:b') })
    expect(notices).toMatchObject([{ kind: 'drift', unknown: [{ name: 'ID' }, { name: 'AT' }] }])
    expect(rows).toBe(0)
    const ignoring = await outcomeOf(scene(objects, { batch: 2, drift: rules('warn', 'ignore') }))
    expect([ignoring.error, ignoring.rows]).toEqual([undefined, 2])
  })

  test('reads at most ten objects of a batch, the first and the last among them, none if all is ignored', async () => {
    const objects = Object.fromEntries(Array.from({ length: 95 }, (_, index) => [`${100 + index}`, GOOD]))
    for (const [drift, expected] of [
      [rules('warn', 'warn'), 10],
      [rules('ignore', 'fail'), 10],
      [rules('ignore', 'ignore'), 0],
    ] as const) {
      const source = new MemorySource(objects)
      const read: string[] = []
      const counting: Source = {
        url: source.url,
        list: () => source.list(),
        open: (object, range) => {
          read.push(object.key)
          return source.open(object, range)
        },
      }
      const { rows } = await outcomeOf(scene(objects, { batch: 100, drift, source: counting }))
      expect(rows).toBe(95)
      // The memory sink reads each object once to load it.
      const twice = read.filter((key, index) => read.indexOf(key) !== index)
      expect(twice).toHaveLength(expected)
      if (expected > 0) expect(twice.toSorted()).toEqual(expect.arrayContaining(['100', '194']))
    }
  })

  test('compares nothing if objects may not be read, says so once, and loads', async () => {
    const source = new MemorySource({ a: GOOD, b: GOOD, c: GOOD })
    const { pipelines, warehouse } = scene({}, { source })
    const [step] = pipelines[0]!.steps as [LoadStep]
    const denied: Sink = Object.assign(new MemorySink(warehouse), {
      powers: {
        names: {
          read: async () => {
            throw new SourceError('SOURCE_DENIED', 'S3 refused to read it.')
          },
        },
      },
    })
    const { notices, error, rows } = await outcomeOf({
      pipelines: [{ name: 'p', steps: [{ ...step, sink: denied }] }],
      warehouse,
    })
    expect([error, rows]).toEqual([undefined, 3])
    expect(notices).toEqual([
      { kind: 'unread', look: false, object: 'memory:a', reason: 'S3 refused to read it.' },
    ])
  })
})

test('validate reports what differs of all batches together, and what a run would refuse', async () => {
  const texts = [GOOD, JSON.stringify({ id: 1, more: 1 }), JSON.stringify({ at: 'x', more: 1 })]
  const [good] = await collect(validate(scene({ a: texts[0]!, b: texts[1]!, c: texts[2]! }).pipelines))
  expect(good!.error).toBeUndefined()
  expect(good!.notices).toEqual([
    {
      kind: 'drift',
      look: true,
      objects: 3,
      documents: 3,
      missing: [],
      unknown: [{ name: 'more', count: 2, object: 'memory:b' }],
    },
  ])
  const [bad] = await collect(validate(scene({ a: JSON.stringify({ ID: 1 }) }).pipelines))
  expect(bad!.error).toMatchObject({ code: 'NAMES_DIFFER' })
  expect(bad!.notices).toMatchObject([{ kind: 'drift', unknown: [{ name: 'ID', meant: 'id' }] }])
})

test('plan reads names only if asked', async () => {
  const { pipelines } = scene({ a: JSON.stringify({ id: 1, at: 'x', user: { nam: 'y' } }) })
  const noticesOf = async (names?: boolean) => {
    for await (const { pending } of plan(pipelines, { names })) return pending?.notices
    return undefined
  }
  expect(await noticesOf()).toEqual([])
  expect(await noticesOf(true)).toMatchObject([
    { kind: 'drift', missing: [{ name: 'user.name', meant: 'user.nam' }] },
  ])
})
