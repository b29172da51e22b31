import { describe, expect, test } from 'vitest'
import type { Merged, Sink, Transaction } from '@arbalest/core/plugin'
import { testMerge } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

type Merge = NonNullable<Transaction['merge']>

/** Returns what makes a sink of another, whose merges are others. */
const merging =
  (change: (sound: Merge, tx: Transaction) => Merge) =>
  (sink: Sink): Sink => ({
    ...withVerbs((tx) => ({ merge: change((...given) => tx.merge!(...given), tx) }))(sink),
    powers: { merge: true },
  })

const NOTHING: Merged = { inserted: 0, updated: 0, deleted: 0 }

describe('the suite of merges finds', () => {
  const faults: Record<string, (sink: Sink) => Sink> = {
    'rows that are added to those of their keys': merging((_, tx) => async (target, staged) => {
      await tx.replace(target, staged, { column: 'id', from: 'none' }, { outside: 'leave out' })
      return NOTHING
    }),
    'a merge that replaces all rows': merging((_, tx) => async (target, staged) => {
      await tx.replace(target, staged)
      return NOTHING
    }),
    'a key of which a column is forgotten': merging(
      (merge) => (target, staged, options) =>
        merge(target, staged, { ...options, key: options.key.slice(0, 1) }),
    ),
    'an order that is forgotten': merging(
      (merge) => (target, staged, options) => merge(target, staged, { ...options, order: undefined }),
    ),
    'deletions that are rows like others': merging(
      (merge) => (target, staged, options) => merge(target, staged, { ...options, delete: undefined }),
    ),
    'deletions that are not kept': merging(
      (merge) => (target, staged, options) =>
        merge(target, staged, {
          ...options,
          delete: options.delete && { ...options.delete, keep: undefined },
        }),
    ),
    'figures that are made up': merging((merge) => async (target, staged, options) => {
      const { inserted, updated, deleted } = await merge(target, staged, options)
      return { inserted: inserted + updated, updated: 0, deleted }
    }),
    'what is staged and stays': merging((merge, tx) => async (target, staged, options) => {
      await tx.copy({ ...staged, table: 'left' }, [])
      return merge(target, staged, options)
    }),
  }
  for (const [fault, plant] of Object.entries(faults)) {
    test(fault, async () => {
      expect(await failuresOf((run) => testMerge(run, fixtureWith(plant)))).not.toEqual([])
    })
  }

  test('nothing wrong with a sound one', async () => {
    expect(await failuresOf((run) => testMerge(run, fixtureWith(merging((merge) => merge))))).toEqual([])
  })
})
