import { describe, expect, test, vi } from 'vitest'
import { ConflictError, each, type Sink, type Transaction } from '@arbalest/core/plugin'
import { EVENTS, testRehearsal } from '../src/index.js'
import { changed, failuresOf, fixtureWith, rehearsing, withVerbs } from './planting.js'

describe('the rehearsal suite finds', () => {
  const LEFT = 'rehearses every verb, and leaves rows, tables and marks as they were'
  const TOLD = 'reports every row that does not fit, of every object and copy'
  const faults: Record<string, [promise: string, plant: (sink: Sink) => Sink]> = {
    'no power to rehearse': [LEFT, withVerbs(() => ({}))],
    'a rehearsal that does nothing': [TOLD, rehearsing(async () => ({ rejected: 0 }))],
    'a rehearsal that loads what fits': [
      LEFT,
      rehearsing(async (sound, sink, context, work) => {
        const answer = await sound(context, work)
        if (answer.rejected === 0) await sink.transaction(context, work)
        return answer
      }),
    ],
    'a rehearsal that leaves a row': [
      LEFT,
      rehearsing(async (sound, sink, context, work) => {
        const text = 'insert into events (id) values ($1)'
        await sink.transaction(context, (tx) => tx.execute({ text, values: [7] }))
        return sound(context, work)
      }),
    ],
    'a rehearsal that leaves a table': [
      'makes the tables that are missing, for as long as the rehearsal lasts',
      rehearsing(async (sound, sink, context, work) => {
        await sink.transaction(context, (tx) => tx.copy(EVENTS, []))
        return sound(context, work)
      }),
    ],
    'a rehearsal that sets marks': [
      LEFT,
      rehearsing(async (sound, sink, context, work) => {
        const marked: Parameters<Transaction['mark']>[0][] = []
        const answer = await sound(context, (tx) =>
          work(changed(tx, { mark: async (changes) => void marked.push(changes) })),
        )
        for (const changes of marked) await sink.transaction(context, (tx) => tx.mark(changes))
        return answer
      }),
    ],
    'a rehearsal that compares marks': [
      'neither waits for a transaction of its scope, nor holds one up',
      rehearsing((sound, sink, context, work) =>
        sound(context, (tx) =>
          work(
            changed(tx, {
              async mark(changes) {
                for await (const { key } of each(sink.marks(context.scope))) {
                  if (changes.some((change) => change.key === key))
                    throw new ConflictError(context.scope, key)
                }
              },
            }),
          ),
        ),
      ),
    ],
    'a rehearsal that tells nothing': [
      TOLD,
      rehearsing(async (sound, sink, context, work) => {
        await sound(context, work)
        return { rejected: 0 }
      }),
    ],
    'a rehearsal that counts, and does not tell': [
      TOLD,
      rehearsing(async (sound, sink, context, work) => {
        const { rejected } = await sound(context, work)
        return { rejected }
      }),
    ],
    'a rehearsal that throws nothing': [
      'throws what the work throws, and leaves nothing of it',
      rehearsing((sound, sink, context, work) => sound(context, work).catch(() => ({ rejected: 0 }))),
    ],
    'a rehearsal that takes its turn': [
      'neither waits for a transaction of its scope, nor holds one up',
      rehearsing((sound, sink, context, work) => sink.transaction(context, () => sound(context, work))),
    ],
  }
  for (const [fault, [promise, plant]] of Object.entries(faults)) {
    test(fault, async () => {
      vi.useFakeTimers()
      const failures = failuresOf((run) => testRehearsal(run, fixtureWith(plant)))
      // Nothing waits in earnest for what does not come.
      await vi.advanceTimersByTimeAsync(60_000)
      vi.useRealTimers()
      expect(await failures).toContain(promise)
    })
  }
})
