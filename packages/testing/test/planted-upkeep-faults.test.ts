import { describe, expect, test } from 'vitest'
import {
  ManifestStrategy,
  SinkJournal,
  type Journal,
  type JournalUpkeep,
  type Sink,
} from '@arbalest/core/plugin'
import { manifestScenario, testJournal, testStrategy } from '../src/index.js'
import { failuresOf } from './planting.js'

/** Returns a journal in the sink's marks, some verbs of whose upkeep are others. */
function upkeepWith(
  sink: Sink,
  scope: string,
  change: (sound: JournalUpkeep, sink: Sink) => Partial<JournalUpkeep>,
): Journal {
  const journal = new SinkJournal(sink, scope)
  const { upkeep } = journal
  const bound: JournalUpkeep = {
    marks: () => upkeep.marks(),
    import: (marks, origin) => upkeep.import(marks, origin),
    forget: (keys) => upkeep.forget(keys),
    clear: (work) => upkeep.clear(work),
    adopt: (origin) => upkeep.adopt(origin),
  }
  return {
    open: () => journal.open(),
    under: (other) => journal.under(other),
    upkeep: { ...bound, ...change(bound, sink) },
  }
}

describe('the journal suite finds a journal', () => {
  const faults: Record<string, (sound: JournalUpkeep, sink: Sink) => Partial<JournalUpkeep>> = {
    'that forgets, and leaves out what is to be done first': ({ clear }) => ({ clear: () => clear() }),
    'that does what is to be done first, and forgets nothing': (_, sink) => ({
      clear: (work = async () => {}) => sink.transaction({ scope: 'pipeline/step' }, work),
    }),
    'that forgets though what was to be done first failed': ({ clear }, sink) => ({
      async clear(work) {
        await clear()
        if (work) await sink.transaction({ scope: 'pipeline/step' }, work)
      },
    }),
    'that goes on to say how its units were loaded': () => ({ adopt: async () => {} }),
    'that forgets its units in place of adopting them': ({ clear }) => ({ adopt: () => clear() }),
  }
  for (const [fault, change] of Object.entries(faults)) {
    test(fault, async () => {
      const journal = (sink: Sink, scope: string) => upkeepWith(sink, scope, change)
      expect(await failuresOf((run) => testJournal(run, { journal }))).not.toEqual([])
    })
  }

  test('that has no journals but its own', async () => {
    const journal = (sink: Sink, scope: string): Journal => {
      const sound = new SinkJournal(sink, scope)
      return { open: () => sound.open(), upkeep: sound.upkeep, under: () => sound }
    }
    expect(await failuresOf((run) => testJournal(run, { journal }))).toEqual([
      'has the journals of other scopes',
    ])
  })

  test('nothing wrong with one that is sound', async () => {
    const journal = (sink: Sink, scope: string) => upkeepWith(sink, scope, () => ({}))
    expect(await failuresOf((run) => testJournal(run, { journal }))).toEqual([])
  })
})

describe('the crash sweep of a full refresh finds', () => {
  test('a strategy that says it replaces all rows, and adds to them', async () => {
    const scenario = {
      ...manifestScenario,
      strategy: () => Object.assign(new ManifestStrategy({ batch: 2 }), { whole: true }),
    }
    expect(await failuresOf((run) => testStrategy(run, [scenario]))).toEqual([
      expect.stringContaining('is loaded anew, or left as it is'),
    ])
  })

  test('a journal that deletes rows and forgets in two transactions', async () => {
    const journal = (sink: Sink, scope: string) =>
      upkeepWith(sink, scope, ({ clear }) => ({
        async clear(work) {
          if (work) await sink.transaction({ scope }, work)
          await clear()
        },
      }))
    expect(await failuresOf((run) => testStrategy(run, [manifestScenario], { journal }))).toEqual([
      expect.stringContaining('is loaded anew, or left as it is'),
    ])
  })
})
