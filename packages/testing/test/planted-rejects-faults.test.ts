import type { Sink, Transaction, TransactionContext } from '@arbalest/core/plugin'
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

describe('the suite of rejected rows finds a sink', () => {
  for (const [fault, plant] of Object.entries(FAULTS)) {
    test(fault, async () => {
      expect(await failuresOf((run) => testRejects(run, fixtureWith(plant)))).not.toEqual([])
    })
  }
  test('that is sound to be sound', async () => {
    expect(await failuresOf((run) => testRejects(run, fixtureWith(copying((copy) => copy))))).toEqual([])
  })
})
