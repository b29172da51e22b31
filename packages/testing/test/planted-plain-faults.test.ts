import {
  collect,
  ConflictError,
  each,
  SinkJournal,
  type Journal,
  type Sink,
  type Snapshot,
  type SourceObject,
} from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { bulkScenario, MemorySource, testJournal, testSink, testSource, testStrategy } from '../src/index.js'
import { failuresOf, fixtureWith, journalWith, withVerbs } from './planting.js'

/** Returns a source that lists other than what there is. */
const listing = (change: (objects: readonly SourceObject[]) => readonly SourceObject[]) => () =>
  new (class extends MemorySource {
    override async *list() {
      yield* change(await collect(super.list()))
    }
  })()

const GHOST: SourceObject = { key: 'ghost', version: '1', size: 1, url: 'memory:ghost' }

describe('the source suite finds a source', () => {
  test.each<[string, string, () => MemorySource]>([
    [
      'that lists what is not there',
      'lists nothing where there is nothing',
      listing((objects) => (objects.length === 0 ? [GHOST] : objects)),
    ],
    [
      'that counts characters for bytes',
      'shows size and content',
      listing((objects) => objects.map((object) => ({ ...object, size: object.size - 1 }))),
    ],
    [
      'whose versions are sizes',
      'gives an object a version that changes when its content does, and only then',
      listing((objects) => objects.map((object) => ({ ...object, version: String(object.size) }))),
    ],
    [
      'whose objects have one URL',
      'gives every object a URL of its own',
      listing((objects) => objects.map((object) => ({ ...object, url: 'memory:' }))),
    ],
    [
      'that lists what has been removed',
      'no longer lists what has been removed',
      () =>
        new (class extends MemorySource {
          override async remove() {}
        })(),
    ],
  ])('%s', async (_, demand, make) => {
    const create = async () => ({ source: make(), async [Symbol.asyncDispose]() {} })
    expect(await failuresOf((run) => testSource(run, create))).toContain(demand)
  })
})

describe('the sink suite finds a sink', () => {
  test.each<[string, string, (sink: Sink) => Sink]>([
    [
      'that has marks which nobody set',
      'has no marks before the first',
      (sink) => ({
        ...withVerbs(() => ({}))(sink),
        async *marks(scope) {
          const found = await collect(each(sink.marks(scope)))
          yield found.length === 0 ? [{ key: 'ghost', version: '1' }] : found
        },
      }),
    ],
    [
      'that keeps what the work returns to itself',
      'answers what the work does',
      (sink) => ({
        ...withVerbs(() => ({}))(sink),
        transaction: async <T>(...given: Parameters<typeof sink.transaction<T>>) => (
          await sink.transaction(...given),
          undefined as T
        ),
      }),
    ],
  ])('%s', async (_, demand, plant) => {
    expect(await failuresOf((run) => testSink(run, fixtureWith(plant)))).toContain(demand)
  })
})

/** Returns a journal whose units are forgotten once a listing lacks them. */
const forgetful = (sink: Sink, scope: string): Journal => {
  const { upkeep } = new SinkJournal(sink, scope)
  return journalWith(sink, scope, ({ pending }) => ({
    async *pending(units) {
      const listed = await collect(units)
      const keys = new Set(listed.flat().map(({ key }) => key))
      const marks = await collect(each(upkeep.marks()))
      await upkeep.forget(marks.map(({ key }) => key).filter((key) => !keys.has(key)))
      yield* pending(inPages(listed))
    },
  }))
}

async function* inPages<T>(pages: readonly T[]): AsyncGenerator<T> {
  yield* pages
}

const snapshots =
  (change: (snapshot: Snapshot) => Partial<Snapshot>) =>
  (sink: Sink, scope: string): Journal =>
    journalWith(sink, scope, change)

describe('the journal suite finds a journal', () => {
  test.each<[string, string, (sink: Sink, scope: string) => Journal]>([
    [
      'that keeps the half of an import',
      'imports nothing if the import fails half way',
      (sink, scope) => {
        const journal = new SinkJournal(sink, scope)
        const { upkeep } = journal
        return {
          ...snapshots(() => ({}))(sink, scope),
          upkeep: {
            marks: () => upkeep.marks(),
            forget: (keys) => upkeep.forget(keys),
            clear: (work) => upkeep.clear(work),
            adopt: (origin) => upkeep.adopt(origin),
            async import(marks, origin) {
              let count = 0
              for await (const page of marks) {
                await sink.transaction({ scope, origin }, (tx) => tx.mark(page))
                count += page.length
              }
              return count
            },
          },
        }
      },
    ],
    ['that forgets what is not listed', 'remembers a unit that the source no longer has', forgetful],
    [
      'that records one batch of a snapshot',
      'records several batches against one snapshot',
      snapshots(({ record }) => {
        let recorded = false
        return {
          record(tx, units) {
            if (recorded) throw new ConflictError('p/s', units[0]!.key)
            recorded = true
            return record(tx, units)
          },
        }
      }),
    ],
    [
      'that puts units in order by itself',
      'refuses units that are out of order',
      snapshots(({ pending }) => ({
        async *pending(units) {
          const all = (await collect(each(units))).toSorted((a, b) => (a.key < b.key ? -1 : 1))
          yield* pending(inPages([all]))
        },
      })),
    ],
    [
      'that asks for no order of units',
      'refuses units that are out of order',
      snapshots(({ pending }) => ({
        async *pending(units) {
          for await (const unit of each(units)) yield* pending(inPages([[unit]]))
        },
      })),
    ],
  ])('%s', async (_, demand, journal) => {
    expect(await failuresOf((run) => testJournal(run, { journal }))).toContain(demand)
  })
})

test('the crash sweep of a full refresh finds a strategy that says it replaces all rows, and loads them on top', async () => {
  const strategy = () => {
    const sound = bulkScenario.strategy()
    return {
      whole: true,
      way: () => 'bulk',
      check: () => [],
      units: sound.units.bind(sound),
      load: ((tx, target, units) =>
        tx.copy(
          target,
          units.flatMap(({ objects }) => objects),
        )) satisfies typeof sound.load as typeof sound.load,
    }
  }
  expect(await failuresOf((run) => testStrategy(run, [{ ...bulkScenario, strategy }]))).toContain(
    'bulk: is loaded anew, or left as it is, wherever a full refresh crashes',
  )
})
