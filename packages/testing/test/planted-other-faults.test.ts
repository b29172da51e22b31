import { describe, expect, test } from 'vitest'
import {
  collect,
  SinkJournal,
  SourceError,
  type ByteRange,
  type Mark,
  type Origin,
  type Sink,
  type Snapshot,
  type SourceObject,
  type Transaction,
  type VerifiedSegment,
} from '@arbalest/core/plugin'
import { memoryFixture, MemorySource, testJournal, testSegments, testSource } from '../src/index.js'
import { failuresOf, journalWith } from './planting.js'

describe('the source suite finds', () => {
  const faults: Record<string, () => MemorySource> = {
    'a source that lists out of order': () =>
      new (class extends MemorySource {
        override async *list() {
          yield* (await collect(super.list())).toReversed()
        }
      })(),
    'a source that never sees a change': () =>
      new (class extends MemorySource {
        override async changed() {
          return []
        }
      })(),
    'a source that takes what is gone for unchanged': () =>
      new (class extends MemorySource {
        override async changed(objects: readonly SourceObject[]) {
          const there = new Set((await collect(super.list())).map(({ key }) => key))
          return (await super.changed(objects)).filter(({ key }) => there.has(key))
        }
      })(),
    'a source that reads all of an object, whatever the range': () =>
      new (class extends MemorySource {
        override open(object: SourceObject) {
          return super.open(object)
        }
      })(),
    'a source whose ranges include their end': () =>
      new (class extends MemorySource {
        override open(object: SourceObject, { start, end }: ByteRange = {}) {
          return super.open(object, { start, end: end === undefined ? end : end + 1 })
        }
      })(),
  }
  for (const [fault, make] of Object.entries(faults)) {
    test(fault, async () => {
      const create = async () => ({ source: make(), async [Symbol.asyncDispose]() {} })
      expect(await failuresOf((run) => testSource(run, create))).not.toEqual([])
    })
  }
})

describe('the journal suite finds', () => {
  const faults: Record<string, (snapshot: Snapshot) => Partial<Snapshot>> = {
    'a journal that forgets the version it last saw': (snapshot) => ({
      async *pending(units) {
        for await (const page of snapshot.pending(units))
          yield page.map(({ key, version, objects }) => ({ key, version, objects }))
      },
    }),
    'a journal that does not say how units were loaded': () => ({ origin: undefined }),
    'a journal that knows no newest unit': () => ({ newest: async () => undefined }),
    'a journal that leaves out a page': (snapshot) => ({
      async *pending(units) {
        let first = true
        for await (const page of snapshot.pending(units)) {
          if (!first) yield page
          first = false
        }
      },
    }),
  }
  for (const [fault, change] of Object.entries(faults)) {
    test(fault, async () => {
      const journal = (sink: Sink, scope: string) => journalWith(sink, scope, change)
      expect(await failuresOf((run) => testJournal(run, { journal }))).not.toEqual([])
    })
  }
})

describe('the suite of segments', () => {
  const url = 'memory:segment'

  /** The tests that fail of a journal whose marks are in one segment, of which `tell` tells. */
  async function failuresWhere(tell: (segment: VerifiedSegment) => VerifiedSegment[]): Promise<string[]> {
    let isSpoilt = false
    const journal = (sink: Sink, scope: string) => {
      const { upkeep } = new SinkJournal(sink, scope)
      const verify = async function* () {
        let count = 0
        for await (const page of upkeep.marks()) count += page.length
        const fault = isSpoilt ? new SourceError('SPOILT', `"${url}" is spoilt; restore it.`) : undefined
        if (count > 0) yield* tell({ url, count, fault })
      }
      return {
        open: () => new SinkJournal(sink, scope).open(),
        under: (other: string) => new SinkJournal(sink, other),
        upkeep: {
          verify,
          marks: () => upkeep.marks(),
          import: (marks: AsyncIterable<readonly Mark[]>, origin: Origin) => upkeep.import(marks, origin),
          forget: (keys: readonly string[]) => upkeep.forget(keys),
          clear: (work?: (tx: Transaction) => Promise<void>) => upkeep.clear(work),
          adopt: (origin: Origin) => upkeep.adopt(origin),
        },
      }
    }
    const create = async () => {
      isSpoilt = false
      return memoryFixture()
    }
    const spoil = async () => void (isSpoilt = true)
    return failuresOf((run) => testSegments(run, { journal, create, spoil }))
  }

  const TELLS = 'reports each segment that is spoilt, by its name, and none that is whole'

  test('finds nothing wrong with a correct journal', async () => {
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

  test('finds one that takes away what it has looked at', async () => {
    let looks = 0
    expect(await failuresWhere((segment) => (looks++ % 2 === 0 ? [segment] : []))).toContain(
      'finds the same when it looks again, as to look changes nothing',
    )
  })

  test('finds one that does not read all there is', async () => {
    expect(await failuresWhere((segment) => [{ ...segment, count: 1 }])).toEqual([
      expect.stringContaining('what is recorded'),
      expect.stringContaining('what was imported'),
    ])
  })
})
