import { collect, type Ledger, type LedgerEntry, type Sink } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { testLedger } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

/** What is read of a sound ledger, read otherwise. */
const reading =
  (entries: (sound: Ledger, ...given: Parameters<Ledger['entries']>) => AsyncIterable<LedgerEntry>) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { ledger: { entries: (options) => entries(sink.powers.ledger!, options) } },
  })

/** What transactions note, noted otherwise. */
const noting =
  (note: (entry: LedgerEntry, sound: (entry: LedgerEntry) => Promise<void>) => Promise<void>) =>
  (sink: Sink): Sink => ({
    ...withVerbs((tx) => ({ note: (entry) => note(entry, (each) => tx.note!(each)) }))(sink),
    powers: { ledger: sink.powers.ledger! },
  })

/** Writes what is noted where no rollback takes it away. */
const writtenAtOnce = (sink: Sink): Sink => {
  const entries: LedgerEntry[] = []
  return {
    ...withVerbs(() => ({ note: async (entry) => void entries.push(entry) }))(sink),
    powers: {
      ledger: {
        async *entries() {
          yield* entries
        },
      },
    },
  }
}

const FAULTS: Readonly<Record<string, readonly [plant: (sink: Sink) => Sink, ...tests: string[]]>> = {
  'a ledger that is read the oldest first': [
    reading(async function* (sound, options) {
      yield* (await collect(sound.entries(options))).toReversed()
    }),
    'yields the newest first, those of one step, and no more than are wanted',
  ],
  'a ledger that does not tell steps apart': [
    reading((sound, options) => sound.entries({ limit: options?.limit })),
    'yields the newest first, those of one step, and no more than are wanted',
  ],
  'a ledger that yields all, however few are wanted': [
    reading((sound, options) => sound.entries({ scope: options?.scope })),
    'yields the newest first, those of one step, and no more than are wanted',
  ],
  'a ledger that loses what is optional': [
    noting((entry, sound) => sound({ ...entry, oldestObject: undefined })),
    'keeps all that is noted, for other processes too',
  ],
  'a ledger that cuts keys': [
    noting((entry, sound) => sound({ ...entry, lastKey: entry.lastKey?.slice(0, 255) })),
    'keeps all that is noted, for other processes too',
  ],
  'a ledger that counts in 32 bits': [
    noting((entry, sound) => sound({ ...entry, rows: entry.rows | 0 })),
    'keeps all that is noted, for other processes too',
  ],
  'a ledger that makes zeros of what is absent': [
    noting((entry, sound) => sound({ unaccounted: 0, ...entry })),
    'keeps an entry that says no more than it must',
  ],
  'a ledger that takes the time it is given': [
    reading(async function* (sound, options) {
      for await (const entry of sound.entries(options)) yield { ...entry, loadedAt: new Date(0) }
    }),
    'says when each was loaded, by its own clock',
  ],
  'a ledger that is written before the commit': [
    writtenAtOnce,
    'notes nothing of a transaction that fails, however late',
  ],
}

describe('the ledger suite finds', () => {
  test.each(Object.entries(FAULTS))('%s', async (_, [plant, ...tests]) => {
    const failures = await failuresOf((run) => testLedger(run, fixtureWith(plant)))
    expect(failures).toEqual(expect.arrayContaining(tests))
  })
})
