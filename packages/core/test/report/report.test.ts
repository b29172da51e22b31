import { lines, MemorySink, MemorySource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { forget, report, run, type LoadStep, type ReportedStep } from '../../src/index.js'
import { collect, type Sink, type SourceObject } from '../../src/plugin.js'
import { stepInto } from '../step-into.js'

/** Objects called by their partitions, such as `2018-02-01/a`; a series as far as `isSeries`. */
class DatedSource extends MemorySource {
  readonly series: object | undefined

  constructor(keys: readonly string[], isSeries = true) {
    super(Object.fromEntries(keys.map((key, id) => [key, lines({ id })])))
    this.series = isSeries ? {} : undefined
  }

  override async *list(): AsyncGenerator<SourceObject> {
    for await (const object of super.list()) {
      const [partition] = object.key.split('/')
      yield { ...object, modified: new Date(`${partition}T12:00:00Z`), ...(this.series && { partition }) }
    }
  }
}

function stepOf(source: DatedSource, sink: Sink = new MemorySink()): LoadStep {
  return stepInto(sink, source)
}

const load = (step: LoadStep) => collect(run([{ name: 'p', steps: [step] }]))

async function reportOf(step: LoadStep, tries?: number): Promise<ReportedStep> {
  const [found] = await collect(report([{ name: 'p', steps: [step] }], { tries }))
  if (found === undefined || found.error) throw found?.error ?? new Error('no step was reported')
  return found
}

describe('a report shows', () => {
  test('each state of a unit, and what is missing between partitions', async () => {
    const days = ['2018-02-01/a', '2018-02-02/a', '2018-02-03/a', '2018-02-04/a', '2018-02-08/a']
    const source = new DatedSource(days)
    const step = stepOf(source)
    await load(step)
    await forget(step, ['2018-02-02/a'])
    await source.put('2018-02-03/a', lines({ id: 7 }))
    await source.remove('2018-02-04/a')
    await source.put('2018-02-08/b', '{"id":"eight"}')
    const { units, open, calendar, tried } = await reportOf(step)
    expect(units).toEqual({ loaded: 2, pending: 1, gone: 1, failed: 2 })
    expect(open.map(({ key, state, error, slots }) => [key, state, error?.code, slots])).toEqual([
      ['2018-02-02/a', 'pending', undefined, ['2018-02-02']],
      ['2018-02-03/a', 'failed', 'OBJECT_CHANGED', ['2018-02-03']],
      ['2018-02-04/a', 'gone', undefined, []],
      ['2018-02-08/b', 'failed', undefined, ['2018-02-08']],
    ])
    expect(tried).toBe(3)
    expect(calendar.slots.map(({ name, units: own }) => [name, own])).toEqual([
      ['2018-02-01', { loaded: 1 }],
      ['2018-02-02', { pending: 1 }],
      ['2018-02-03', { failed: 1 }],
      ['2018-02-08', { loaded: 1, failed: 1 }],
    ])
    expect(calendar.missing).toEqual([['2018-02-04', '2018-02-05', '2018-02-06', '2018-02-07']])
  })

  test('what it did not try as it is, and a failure only of what it has tried', async () => {
    const step = stepOf(new DatedSource(['2018-02-01/a']))
    await load(step)
    await (step.source as DatedSource).put('2018-02-01/a', lines({ id: 7 }))
    const { units, open, tried } = await reportOf(step, 0)
    expect({ units, tried, state: open[0]?.state }).toEqual({
      units: { changed: 1 },
      tried: 0,
      state: 'changed',
    })
  })

  test('what is quarantined, and why, without trying it', async () => {
    const source = new DatedSource(['2018-02-01/a', '2018-02-02/a'])
    await source.put('2018-02-02/a', '{"id":"two"}')
    const step: LoadStep = { ...stepOf(source), onBadObject: 'quarantine' }
    await load(step)
    const { units, open, tried } = await reportOf(step)
    expect([units, tried]).toEqual([{ loaded: 1, quarantined: 1 }, 0])
    expect(open).toMatchObject([
      {
        key: '2018-02-02/a',
        state: 'quarantined',
        slots: ['2018-02-02'],
        reason: expect.stringContaining('id'),
      },
    ])
  })

  test('by which transaction a day was loaded, if that loaded nothing else', async () => {
    const step = stepOf(new DatedSource(['2018-02-01/a', '2018-02-01/b', '2018-02-02/a'], false))
    await load(step)
    const { calendar, runs } = await reportOf(step)
    expect(calendar.by).toBe('written')
    expect(calendar.missing).toEqual([])
    expect(calendar.slots).toMatchObject([
      { name: '2018-02-01', objects: 2, units: { loaded: 2 }, load: { rows: 1, firstKey: '2018-02-01/a' } },
      { name: '2018-02-02', objects: 1, units: { loaded: 1 }, load: { rows: 1, firstKey: '2018-02-02/a' } },
    ])
    expect(runs).toMatchObject([{ transactions: 3, rows: 3 }])
  })

  test('that a sink keeps no ledger, and can try nothing', async () => {
    const memory = new MemorySink()
    const sink: Sink = {
      url: memory.url,
      powers: {},
      check: () => [],
      marks: (scope) => memory.marks(scope),
      transaction: (context, work) => memory.transaction(context, work),
      [Symbol.asyncDispose]: () => memory[Symbol.asyncDispose](),
    }
    const { runs, tried, table } = await reportOf(stepOf(new DatedSource(['2018-02-01/a']), sink))
    expect([runs, tried, table]).toEqual([undefined, undefined, { differences: [], statements: [] }])
  })

  test('a thousand of those that are open, and counts all', async () => {
    const keys = Array.from({ length: 1_500 }, (_, index) => `2018-02-01/${index}`)
    const { units, open, tried } = await reportOf(stepOf(new DatedSource(keys)))
    expect([units, open.length, tried]).toEqual([{ pending: 1_500 }, 1_000, 10])
  })
})
