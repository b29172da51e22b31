import { describe, expect, test } from 'vitest'
import { each, type Sink, type Target, type Transaction } from '@arbalest/core/plugin'
import { testSink } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

const withoutConstants = (target: Target): Target => ({
  ...target,
  columns: target.columns.map((column) => ({ ...column, constant: column.constant && null })),
})

describe('the sink suite finds', () => {
  const faults: Record<string, (sink: Sink) => Sink> = {
    'marks that outlive their transaction': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      async transaction(context, work) {
        const marked: Parameters<Transaction['mark']>[0][] = []
        try {
          return await withVerbs((tx) => ({
            mark: (changes) => (marked.push(changes), tx.mark(changes)),
          }))(sink).transaction(context, work)
        } catch (error) {
          for (const changes of marked) await sink.transaction(context, (tx) => tx.mark(changes))
          throw error
        }
      },
    }),
    'marks that do not compare': withVerbs((tx, sink, { scope }) => ({
      async mark(changes) {
        const known = new Map<string, string>()
        for await (const { key, version } of each(sink.marks(scope))) known.set(key, version)
        await tx.mark(changes.map((change) => ({ ...change, previous: known.get(change.key) })))
      },
    })),
    'marks within a transaction that are those before it': withVerbs((_, sink, { scope }) => ({
      marks: () => sink.marks(scope),
    })),
    'marks out of order': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      async *marks(scope) {
        const marks = []
        for await (const mark of each(sink.marks(scope))) marks.push(mark)
        yield marks.toSorted((a, b) => (a.key < b.key ? -1 : 1))
      },
    }),
    'a range whose upper bound is taken in': withVerbs((tx) => ({
      replace: (target, staged, range) =>
        tx.replace(target, staged, range && { ...range, to: `${range.to}~` }),
    })),
    'a range that replaces the whole table': withVerbs((tx) => ({
      replace: (target, staged) => tx.replace(target, staged),
    })),
    'a staged table that stays if it is not used': withVerbs((tx) => {
      let count = 0
      return {
        async stage(target) {
          const staged = { ...target, table: `${target.table}_${count++}` }
          await tx.copy(staged, [])
          return staged
        },
      }
    }),
    'a copy that counts nothing': withVerbs((tx) => ({
      copy: async (into, objects) => (await tx.copy(into, objects), { rows: 0, rejected: 0 }),
    })),
    'constants that only what is staged has': withVerbs((tx) => ({
      copy: (into, objects) =>
        tx.copy(into.table.includes('staged') ? into : withoutConstants(into), objects),
    })),
    'constants that what is staged does not have': withVerbs((tx) => ({
      copy: (into, objects) =>
        tx.copy(into.table.includes('staged') ? withoutConstants(into) : into, objects),
    })),
    'the constants of one copy for all of them': withVerbs((tx) => {
      let first: Target | undefined
      return {
        copy: (into, objects) => tx.copy({ ...into, columns: (first ??= into).columns }, objects),
      }
    }),
    'a time that is another for each copy': withVerbs((tx) => {
      let count = 0
      return {
        copy: (into, objects) =>
          tx.copy(
            {
              ...into,
              columns: into.columns.map((column) =>
                typeof column.constant === 'object' && column.constant
                  ? { ...column, constant: `2026-01-0${++count} 00:00:00` }
                  : column,
              ),
            },
            objects,
          ),
      }
    }),
    'statements that are not run': withVerbs(() => ({ execute: async () => {} })),
    'transactions that run side by side': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      transaction: (context, work) =>
        sink
          .transaction({ ...context, scope: `${context.scope}${Math.random()}` }, async () => {})
          .then(() => work({} as Transaction)),
    }),
    'marks that forget how a unit was loaded': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      transaction: ({ scope, source }, work) => sink.transaction({ scope, source }, work),
    }),
    'marks that take all units for loaded': withVerbs((tx) => ({
      mark: (changes) => tx.mark(changes.map((change) => ({ ...change, state: 'loaded' }))),
    })),
    'a change that says how a unit was loaded though nobody does': (sink) => ({
      ...withVerbs(() => ({}))(sink),
      transaction: (context, work) =>
        sink.transaction({ origin: { table: 'none', way: 'none' }, ...context }, work),
    }),
  }
  for (const [fault, plant] of Object.entries(faults)) {
    test(fault, async () => {
      expect(await failuresOf((run) => testSink(run, fixtureWith(plant)))).not.toEqual([])
    })
  }
})
