import { describe, expect, test } from 'vitest'
import {
  ManifestStrategy,
  type QuarantinedUnit,
  type Sink,
  type Snapshot,
  type Transaction,
} from '@arbalest/core/plugin'
import { quarantineScenario, testJournal, testStrategy } from '../src/index.js'
import { failuresOf, fixtureWith, journalWith, withVerbs } from './planting.js'

describe('the journal suite finds a journal', () => {
  const faults: Record<string, (sound: Snapshot) => Partial<Snapshot>> = {
    'that takes what is quarantined for loaded': (sound) => ({
      record: (tx, loaded, quarantined = []) => sound.record(tx, [...loaded, ...quarantined]),
    }),
    'that records nothing of what is quarantined': (sound) => ({
      record: (tx, loaded) => sound.record(tx, loaded),
    }),
    'that forgets why': (sound) => ({
      record: (tx, loaded, quarantined = []) =>
        sound.record(
          tx,
          loaded,
          quarantined.map((unit) => ({ ...unit, reason: '' })),
        ),
    }),
    'that does not say what is quarantined': (sound) => ({ pending: (units) => sound.pending(units) }),
    'that has what is quarantined pending, as it stands': (sound) => ({
      async *pending(units, quarantined = () => {}) {
        const aside: QuarantinedUnit[] = []
        yield* sound.pending(units, (unit) => void aside.push(unit))
        aside.forEach(quarantined)
        if (aside.length > 0) yield aside
      },
    }),
    'that takes what was quarantined for what had been loaded': (sound) => ({
      async *pending(units, quarantined) {
        for await (const page of sound.pending(units, quarantined))
          yield page.map((unit) => ({ ...unit, wasQuarantined: false }))
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

describe('the strategy suite finds', () => {
  const scenario = quarantineScenario

  test('a strategy that refuses what was mended', async () => {
    const manifest = new ManifestStrategy()
    const strategy = () =>
      Object.assign(new ManifestStrategy(), {
        load: (...[tx, target, units]: Parameters<ManifestStrategy['load']>) =>
          manifest.load(
            tx,
            target,
            units.map((unit) => ({ ...unit, wasQuarantined: false })),
          ),
      })
    expect(await failuresOf((run) => testStrategy(run, [{ ...scenario, strategy }]))).not.toEqual([])
  })

  test('a sink that rehearses for good', async () => {
    const create = fixtureWith((sink) => ({
      ...withVerbs(() => ({}))(sink),
      powers: {
        rehearse: async (context, work) => {
          const found = await sink.powers.rehearse!(context, work)
          await sink.transaction(context, work as (tx: Transaction) => Promise<unknown>)
          return found
        },
      },
    }))
    expect(await failuresOf((run) => testStrategy(run, [scenario], { create }))).not.toEqual([])
  })
})
