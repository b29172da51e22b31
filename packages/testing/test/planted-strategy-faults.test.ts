import { describe, expect, test } from 'vitest'
import type { Journal, Sink, Strategy } from '@arbalest/core/plugin'
import { bulkScenario, manifestScenario, testStrategy } from '../src/index.js'
import { failuresOf, journalWith } from './planting.js'

describe('the crash sweep finds', () => {
  const journals: Record<string, (sink: Sink, scope: string) => Journal> = {
    'a journal that records before the transaction': (sink, scope) =>
      journalWith(sink, scope, (snapshot) => ({
        async *pending(units) {
          for await (const page of snapshot.pending(units)) {
            await sink.transaction({ scope }, (tx) => snapshot.record(tx, page))
            yield page
          }
        },
        async record() {},
      })),
    'a journal that records nothing': (sink, scope) =>
      journalWith(sink, scope, () => ({ async record() {} })),
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
        return {
          batch: sound.batch,
          way: () => 'manifest',
          check: () => [],
          units: sound.units.bind(sound),
          load: plant(sound),
        }
      }
      expect(await failuresOf((run) => testStrategy(run, [{ ...manifestScenario, strategy }]))).not.toEqual(
        [],
      )
    })
  }
})
