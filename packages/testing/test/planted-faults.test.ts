import { describe, expect, test, vi } from 'vitest'
import {
  ConflictError,
  SinkJournal,
  SourceError,
  type Journal,
  type Rejected,
  type Sink,
  type Strategy,
  type Transaction,
  type VerifiedSegment,
} from '@arbalest/core'
import {
  bulkScenario,
  EVENTS,
  manifestScenario,
  memoryFixture,
  MemorySource,
  testJournal,
  testRehearsal,
  testSegments,
  testSink,
  testSource,
  testStrategy,
  type SinkFixture,
  type Test,
} from '../src/index.js'

/** The names of the tests that fail. */
async function failuresOf(suite: (run: Test) => void): Promise<string[]> {
  const bodies: [name: string, body: () => Promise<void>][] = []
  suite((name, body) => bodies.push([name, body]))
  const failures: string[] = []
  for (const [name, body] of bodies) await body().catch(() => failures.push(name))
  return failures
}

/** A fixture whose sinks are `change`d. */
const fixtureWith = (change: (sink: Sink) => Sink) => async (): Promise<SinkFixture> => {
  const fixture = await memoryFixture()
  return { ...fixture, sink: change(fixture.sink), another: async () => change(await fixture.another()) }
}

/** `tx`, of whose verbs some are others. */
const changed = (tx: Transaction, verbs: Partial<Transaction>): Transaction =>
  new Proxy(tx, { get: (_, verb: keyof Transaction) => verbs[verb] ?? tx[verb].bind(tx) })

/** `sink`, the verbs of whose transactions are `change`d. */
const withVerbs =
  (change: (tx: Transaction, sink: Sink, scope: string) => Partial<Transaction>) =>
  (sink: Sink): Sink => ({
    url: sink.url,
    marks: (scope) => sink.marks(scope),
    transaction: (scope, work) => sink.transaction(scope, (tx) => work(changed(tx, change(tx, sink, scope)))),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  })

describe('the sink suite finds', () => {
  const faults: Record<string, (sink: Sink) => Sink> = {
    'marks that outlive their transaction': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      async transaction(scope, work) {
        const marked: Parameters<Transaction['mark']>[0][] = []
        try {
          return await withVerbs((tx) => ({
            mark: (changes) => (marked.push(changes), tx.mark(changes)),
          }))(sink).transaction(scope, work)
        } catch (error) {
          for (const changes of marked) await sink.transaction(scope, (tx) => tx.mark(changes))
          throw error
        }
      },
    }),
    'marks that do not compare': withVerbs((tx, sink, scope) => ({
      async mark(changes) {
        const known = new Map<string, string>()
        for await (const { key, version } of sink.marks(scope)) known.set(key, version)
        await tx.mark(changes.map((change) => ({ ...change, previous: known.get(change.key) })))
      },
    })),
    'marks out of order': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      async *marks(scope) {
        const marks = []
        for await (const mark of sink.marks(scope)) marks.push(mark)
        yield* marks.toSorted((a, b) => (a.key < b.key ? -1 : 1))
      },
    }),
    'a range whose upper bound is taken in': withVerbs((tx) => ({
      replace: (target, staged, range) =>
        tx.replace(target, staged, range && { ...range, to: `${range.to}~` }),
    })),
    'a range that replaces the whole table': withVerbs((tx) => ({
      replace: (target, staged) => tx.replace(target, staged),
    })),
    'a copy that counts nothing': withVerbs((tx) => ({
      copy: async (into, objects) => (await tx.copy(into, objects), { rows: 0, rejected: 0 }),
    })),
    'statements that are not run': withVerbs(() => ({ execute: async () => {} })),
    'transactions that run side by side': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      transaction: (scope, work) =>
        sink.transaction(`${scope}${Math.random()}`, async () => {}).then(() => work({} as Transaction)),
    }),
  }
  for (const [fault, plant] of Object.entries(faults)) {
    test(fault, async () => {
      expect(await failuresOf((run) => testSink(run, fixtureWith(plant)))).not.toEqual([])
    })
  }
})

describe('the rehearsal suite finds', () => {
  /** `sink`, whose verb rehearse is another. */
  const rehearsing =
    (
      rehearse: (sink: Required<Sink>, ...given: Parameters<Required<Sink>['rehearse']>) => Promise<Rejected>,
    ) =>
    (sink: Sink): Sink => ({
      ...withVerbs(() => ({}))(sink),
      rehearse: (scope, work) => rehearse(sink as Required<Sink>, scope, work),
    })
  const LEFT = 'rehearses every verb, and leaves rows, tables and marks as they were'
  const TOLD = 'tells every row that does not fit, of every object and copy'
  const faults: Record<string, [promise: string, plant: (sink: Sink) => Sink]> = {
    'no verb to rehearse by': [LEFT, withVerbs(() => ({}))],
    'a rehearsal that does nothing': [TOLD, rehearsing(async () => ({ rejected: 0 }))],
    'a rehearsal that loads what fits': [
      LEFT,
      rehearsing(async (sink, scope, work) => {
        const answer = await sink.rehearse(scope, work)
        if (answer.rejected === 0) await sink.transaction(scope, work)
        return answer
      }),
    ],
    'a rehearsal that leaves a row': [
      LEFT,
      rehearsing(async (sink, scope, work) => {
        const text = 'insert into events (id) values ($1)'
        await sink.transaction(scope, (tx) => tx.execute({ text, values: [7] }))
        return sink.rehearse(scope, work)
      }),
    ],
    'a rehearsal that leaves a table': [
      'makes the tables that are missing, for as long as the rehearsal lasts',
      rehearsing(async (sink, scope, work) => {
        await sink.transaction(scope, (tx) => tx.copy(EVENTS, []))
        return sink.rehearse(scope, work)
      }),
    ],
    'a rehearsal that sets marks': [
      LEFT,
      rehearsing(async (sink, scope, work) => {
        const marked: Parameters<Transaction['mark']>[0][] = []
        const answer = await sink.rehearse(scope, (tx) =>
          work(changed(tx, { mark: async (changes) => void marked.push(changes) })),
        )
        for (const changes of marked) await sink.transaction(scope, (tx) => tx.mark(changes))
        return answer
      }),
    ],
    'a rehearsal that compares marks': [
      'neither waits for a transaction of its scope, nor holds one up',
      rehearsing((sink, scope, work) =>
        sink.rehearse(scope, (tx) =>
          work(
            changed(tx, {
              async mark(changes) {
                for await (const { key } of sink.marks(scope)) {
                  if (changes.some((change) => change.key === key)) throw new ConflictError(scope, key)
                }
              },
            }),
          ),
        ),
      ),
    ],
    'a rehearsal that tells nothing': [
      TOLD,
      rehearsing(async (sink, scope, work) => {
        await sink.rehearse(scope, work)
        return { rejected: 0 }
      }),
    ],
    'a rehearsal that counts, and does not tell': [
      TOLD,
      rehearsing(async (sink, scope, work) => {
        const { rejected } = await sink.rehearse(scope, work)
        return { rejected }
      }),
    ],
    'a rehearsal that throws nothing': [
      'throws what the work throws, and leaves nothing of it',
      rehearsing((sink, scope, work) => sink.rehearse(scope, work).catch(() => ({ rejected: 0 }))),
    ],
    'a rehearsal that takes its turn': [
      'neither waits for a transaction of its scope, nor holds one up',
      rehearsing((sink, scope, work) => sink.transaction(scope, () => sink.rehearse(scope, work))),
    ],
  }
  for (const [fault, [promise, plant]] of Object.entries(faults)) {
    test(fault, async () => {
      vi.useFakeTimers()
      const failures = failuresOf((run) => testRehearsal(run, fixtureWith(plant)))
      // Nobody waits in earnest for who does not come.
      await vi.advanceTimersByTimeAsync(60_000)
      vi.useRealTimers()
      expect(await failures).toContain(promise)
    })
  }
})

describe('the crash sweep finds', () => {
  const journals: Record<string, (sink: Sink, scope: string) => Journal> = {
    'a journal that records before the transaction': (sink, scope) => {
      const journal = new SinkJournal(sink, scope)
      const pending: Journal['pending'] = async function* (units) {
        for await (const unit of journal.pending(units)) {
          await sink.transaction(scope, (tx) => journal.record(tx, [unit]))
          yield unit
        }
      }
      return Object.assign(new SinkJournal(sink, scope), { pending, async record() {} })
    },
    'a journal that records nothing': (sink, scope) =>
      Object.assign(new SinkJournal(sink, scope), { async record() {} }),
  }
  for (const [fault, journal] of Object.entries(journals)) {
    test(fault, async () => {
      expect(
        await failuresOf((run) => testStrategy(run, [bulkScenario, manifestScenario], { journal })),
      ).not.toEqual([])
    })
  }

  const strategies: Record<string, (strategy: Strategy) => Strategy['load']> = {
    'a strategy that leaves a table staged': (strategy) => async (tx, target, units) => {
      await tx.stage(target)
      return strategy.load(tx, target, units)
    },
    'a strategy that loads twice': (strategy) => async (tx, target, units) => {
      await strategy.load(tx, target, units)
      return strategy.load(tx, target, units)
    },
    'a strategy that drops a unit': (strategy) => (tx, target, units) =>
      strategy.load(tx, target, units.slice(1)),
  }
  for (const [fault, plant] of Object.entries(strategies)) {
    test(fault, async () => {
      const strategy = () => {
        const sound = manifestScenario.strategy()
        return { batch: sound.batch!, units: sound.units.bind(sound), load: plant(sound) }
      }
      expect(await failuresOf((run) => testStrategy(run, [{ ...manifestScenario, strategy }]))).not.toEqual(
        [],
      )
    })
  }
})

describe('the other suites find', () => {
  test('a source that lists out of order', async () => {
    class Unsorted extends MemorySource {
      override async *list() {
        const objects = []
        for await (const object of super.list()) objects.push(object)
        yield* objects.toReversed()
      }
    }
    const create = async () => ({ source: new Unsorted(), async [Symbol.asyncDispose]() {} })
    expect(await failuresOf((run) => testSource(run, create))).not.toEqual([])
  })

  test('a journal that forgets the version it last saw', async () => {
    const journal = (sink: Sink, scope: string): Journal => {
      const sound = new SinkJournal(sink, scope)
      const pending: Journal['pending'] = async function* (units) {
        for await (const { key, version, objects } of sound.pending(units)) yield { key, version, objects }
      }
      return Object.assign(new SinkJournal(sink, scope), { pending })
    }
    expect(await failuresOf((run) => testJournal(run, { journal }))).not.toEqual([])
  })
})

describe('the suite of segments', () => {
  const url = 'memory:segment'

  /** The tests that fail of a journal whose marks are in one segment, of which `tell` tells. */
  async function failuresWhere(tell: (segment: VerifiedSegment) => VerifiedSegment[]): Promise<string[]> {
    let isSpoilt = false
    const journal = (sink: Sink, scope: string) => {
      const kept = new SinkJournal(sink, scope)
      const verify = async function* () {
        let count = 0
        for await (const _ of kept.marks()) count++
        const fault = isSpoilt ? new SourceError('SPOILT', `"${url}" is spoilt; restore it.`) : undefined
        if (count > 0) yield* tell({ url, count, fault })
      }
      return Object.assign(kept, { verify })
    }
    const create = async () => {
      isSpoilt = false
      return memoryFixture()
    }
    const spoil = async () => void (isSpoilt = true)
    return failuresOf((run) => testSegments(run, { journal, create, spoil }))
  }

  const TELLS = 'tells of each segment that is spoilt, by its name, and of none that is whole'

  test('finds nothing wrong with a journal that tells the truth', async () => {
    expect(await failuresWhere((segment) => [segment])).toEqual([])
  })

  test.each<[string, (segment: VerifiedSegment) => VerifiedSegment[]]>([
    ['never finds anything wrong', (segment) => [{ ...segment, fault: undefined }]],
    ['leaves out what is spoilt', (segment) => (segment.fault ? [] : [segment])],
    [
      'does not say what is spoilt',
      (segment) => [
        { ...segment, fault: segment.fault && new SourceError('SPOILT', 'Something is spoilt.') },
      ],
    ],
    [
      'says that waiting helps',
      ({ fault, ...segment }) => [
        { ...segment, fault: fault && new SourceError('SPOILT', fault.message, { retryable: true }) },
      ],
    ],
  ])('finds one that %s', async (_, tell) => {
    expect(await failuresWhere(tell)).toEqual([TELLS])
  })

  test('finds one that does not read all there is', async () => {
    expect(await failuresWhere((segment) => [{ ...segment, count: 1 }])).toEqual([
      expect.stringContaining('what is recorded'),
      expect.stringContaining('what was imported'),
    ])
  })
})
