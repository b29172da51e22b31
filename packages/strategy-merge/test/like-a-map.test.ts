import { load } from '@arbalest/core/host'
import { SinkJournal, type Sink } from '@arbalest/core/plugin'
import { Crash, crashing, memoryFixture } from '@arbalest/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duckDbFixture } from '../../sink-duckdb/test/fixture.js'
import { completeOptions, MergeStrategy, type MergeConfiguration } from '../src/index.js'
import { contentOf, DELETE, TARGET, type Change } from './scenarios.js'

// Deletions have a key alone, as a log of a database often has them.
const change: fc.Arbitrary<Change> = fc
  .record(
    {
      id: fc.integer({ min: 1, max: 4 }),
      at: fc.integer({ min: 1, max: 9 }),
      op: fc.constantFrom('D' as const, undefined),
      text: fc.constantFrom('a', 'b', 'c'),
    },
    { requiredKeys: ['id', 'at'] },
  )
  .map(({ text, ...each }) => (each.op === 'D' ? each : { ...each, text }))

/** Runs, each of some objects that are new or have changed; no object has two rows of one key and order. */
const runs = fc.array(
  fc.array(
    fc.tuple(
      fc.constantFrom('k1', 'k2', 'k3', 'k4'),
      fc.uniqueArray(change, { selector: ({ id, at }) => `${id} ${at}`, maxLength: 5 }),
    ),
    { maxLength: 3 },
  ),
  { maxLength: 4 },
)

type Kept = Change & { readonly deleted?: number }

/** What a table must hold after `changes`, in the order in which they are merged. */
class Model {
  readonly rows = new Map<number, Kept>()
  readonly #keeps: boolean

  constructor(keeps: boolean) {
    this.#keeps = keeps
  }

  /** Merges the changes of one transaction, which come out as if they had come in their order. */
  merge(changes: readonly Change[]): void {
    for (const each of changes.toSorted((a, b) => a.at - b.at)) {
      const { id } = each
      const there = this.rows.get(id)
      if (there && there.at > each.at) continue
      if (each.op !== 'D') this.rows.set(id, each)
      else if (this.#keeps) this.rows.set(id, { ...(there ?? each), op: 'D', at: each.at, deleted: each.at })
      else this.rows.delete(id)
    }
  }
}

const show = (rows: Iterable<Kept>, keeps: boolean) =>
  Array.from(rows, ({ id, at, op = null!, text = null!, deleted = null! }) =>
    JSON.stringify({ id, at, op, text, ...(keeps && { deleted_at: deleted }) }),
  ).toSorted()

test.each([
  { keeps: true, sink: 'memory', create: memoryFixture, numRuns: 100 },
  { keeps: false, sink: 'memory', create: memoryFixture, numRuns: 100 },
  { keeps: true, sink: 'DuckDB', create: duckDbFixture, numRuns: 8 },
  { keeps: false, sink: 'DuckDB', create: duckDbFixture, numRuns: 8 },
])(
  'a table in $sink is like a map, with deletes that are kept: $keeps, and kills',
  async ({ keeps, create, numRuns }) => {
    const configuration: MergeConfiguration = {
      key: 'id',
      order: 'at',
      batch: 1,
      delete: keeps ? { ...DELETE, keep: 'deleted_at' } : DELETE,
    }
    await fc.assert(
      fc.asyncProperty(runs, fc.array(fc.nat({ max: 12 }), { maxLength: 6 }), async (all, kills) => {
        await using fixture = await create()
        const model = new Model(keeps)
        const contents = new Map<string, string>()
        const drain = async (sink: Sink) => {
          const step = {
            kind: 'load',
            name: 's',
            scope: 'p/s',
            source: fixture.source,
            strategy: new MergeStrategy(completeOptions(configuration)),
            sink,
            journal: new SinkJournal(sink, 'p/s'),
            target: TARGET,
          } as const
          for await (const _ of load(step, new AbortController().signal)) void _
        }
        for (const [index, objects] of all.entries()) {
          const changed = new Map<string, readonly Change[]>()
          for (const [key, changes] of objects) changed.set(key, changes)
          for (const [key, changes] of [...changed].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
            const content = contentOf(...changes)
            if (contents.get(key) === content) continue
            contents.set(key, content)
            await fixture.source.put(key, content)
            model.merge(changes)
          }
          const sink = crashing(fixture.sink, kills[index] ?? Infinity)
          await drain(sink).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error
          })
          await drain(await fixture.another())
        }
        const rows = (await fixture.rows('events')).map((row) => JSON.stringify(row)).toSorted()
        expect(rows).toEqual(show(model.rows.values(), keeps))
      }),
      { numRuns },
    )
  },
)
