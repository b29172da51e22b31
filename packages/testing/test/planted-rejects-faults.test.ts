import {
  collect,
  type KeptRow,
  type Rejects,
  type Sink,
  type Transaction,
  type TransactionContext,
} from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { testRejects } from '../src/index.js'
import { changed, failuresOf, fixtureWith } from './planting.js'

type Copy = Transaction['copy']

/** Returns what makes a sink of another, whose transactions are given another context, and copy otherwise. */
const copying =
  (
    copy: (sound: Copy, context: TransactionContext) => Copy,
    allow = (context: TransactionContext) => context,
  ) =>
  (sink: Sink): Sink => ({
    url: sink.url,
    powers: sink.powers,
    check: (target) => sink.check(target),
    marks: (scope) => sink.marks(scope),
    transaction: (context, work) =>
      sink.transaction(allow(context), (tx) => work(changed(tx, { copy: copy(tx.copy.bind(tx), context) }))),
    [Symbol.asyncDispose]: () => sink[Symbol.asyncDispose](),
  })

const any = (context: TransactionContext) => ({ ...context, badRows: { most: Infinity } })

const FAULTS: Record<string, (sink: Sink) => Sink> = {
  'that ignores the bound': copying((copy) => copy, any),
  'that counts for each copy': copying(
    (copy, { badRows: { most } = { most: 0 } }) =>
      async (into, objects) => {
        const copied = await copy(into, objects)
        if (copied.rejected > most) throw new Error('too many')
        return copied
      },
    any,
  ),
  'that stops at the bound, not behind it': copying(
    (copy) => copy,
    (context) => ({ ...context, badRows: { most: (context.badRows?.most ?? 0) - 1 } }),
  ),
  'that does not count what it leaves out': copying((copy) => async (into, objects) => {
    const { rows } = await copy(into, objects)
    return { rows, rejected: 0 }
  }),
  'that does not say which rows it leaves out': copying((copy) => async (into, objects) => {
    const { rows, rejected } = await copy(into, objects)
    return { rows, rejected }
  }),
  'that leaves out the whole object': copying((copy) => async (into, objects) => {
    const trial = await copy({ ...into, table: `${into.table}_trial` }, objects)
    return trial.rejected > 0 ? { ...trial, rows: 0 } : copy(into, objects)
  }),
}

type Keep = NonNullable<Transaction['keep']>

/** Returns what makes a sink of another, whose transactions keep rows otherwise. */
const keeping =
  (keep: (sound: Keep, outside: Keep) => Keep) =>
  (sink: Sink): Sink => ({
    ...copying((copy) => copy)(sink),
    transaction: (context, work) => {
      const outside: Keep = (...given) => sink.transaction(context, (tx) => tx.keep!(...given))
      const late: Parameters<Keep>[] = []
      const own = (tx: Transaction) =>
        changed(tx, { keep: keep(tx.keep!.bind(tx), async (...given) => void late.push(given)) })
      return sink
        .transaction(context, (tx) => work(own(tx)))
        .finally(async () => {
          for (const given of late) await outside(...given)
        })
    },
  })

/** Returns what makes a sink of another, of which kept rows are read otherwise. */
const reading =
  (change: (sound: Rejects) => Partial<Rejects>) =>
  (sink: Sink): Sink => {
    const sound = sink.powers.rejects!
    const { most } = sound
    const rejects: Rejects = {
      most,
      count: (scope) => sound.count(scope),
      rows: (options) => sound.rows(options),
    }
    return { ...copying((copy) => copy)(sink), powers: { rejects: { ...rejects, ...change(sound) } } }
  }

/** Returns what makes a sink of another, that keeps other rows than it is given. */
const keepingRows = (change: (rows: readonly KeptRow[]) => readonly KeptRow[]) =>
  keeping((keep) => (rows, units) => keep(change(rows), units))

const KEEPING_FAULTS: Record<string, (sink: Sink) => Sink> = {
  'that keeps a row twice': keepingRows((rows) => [...rows, ...rows.slice(0, 1)]),
  'that loses one': keepingRows((rows) => rows.slice(1)),
  'that loses those after a thousand': keepingRows((rows) => rows.slice(0, 1_000)),
  'that loses what is optional': keepingRows((rows) => rows.map((row) => ({ ...row, rawLine: undefined }))),
  'that counts lines in 32 bits': keepingRows((rows) => rows.map((row) => ({ ...row, line: row.line | 0 }))),
  'that keeps them outside of the transaction': keeping((_, outside) => outside),
  'that keeps what was kept before': keeping((keep) => (rows) => keep(rows, [])),
  'that forgets all that was kept': keeping((keep) => (rows) => keep(rows, 'all')),
  'that forgets nothing if all is loaded anew': keeping(
    (keep) => (rows, units) => keep(rows, units === 'all' ? [] : units),
  ),
  'that does not tell steps apart': reading((sound) => ({ rows: () => sound.rows() })),
  'that counts those of all steps': reading((sound) => ({
    count: async () => (await collect(sound.rows())).length + 1,
  })),
  'that yields the oldest first': reading((sound) => ({
    async *rows(options) {
      yield* (await collect(sound.rows(options))).toReversed()
    },
  })),
}

describe('the suite of rejected rows finds a sink', () => {
  for (const [fault, plant] of Object.entries({ ...FAULTS, ...KEEPING_FAULTS })) {
    test(fault, async () => {
      expect(await failuresOf((run) => testRejects(run, fixtureWith(plant)))).not.toEqual([])
    })
  }
  test('that is sound to be sound', async () => {
    expect(await failuresOf((run) => testRejects(run, fixtureWith(keeping((keep) => keep))))).toEqual([])
  })
})
