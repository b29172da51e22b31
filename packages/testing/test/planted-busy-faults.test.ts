import type { Busy, Sink } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { testBusy } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

/** Asked whether it is busy, a sink says something else. */
const saying =
  (busy: (sound: Busy, sink: Sink, scope: string) => Promise<boolean>) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { busy: (scope) => busy(sink.powers.busy!, sink, scope) },
  })

/** Takes a transaction that has failed for one that is under way. */
const staying = () => {
  const begun = new Set<string>()
  return (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    async transaction(context, work) {
      begun.add(context.scope)
      const result = await sink.transaction(context, work)
      begun.delete(context.scope)
      return result
    },
    powers: { busy: async (scope) => begun.has(scope) },
  })
}

/** Whoever asks keeps all transactions of the scope from beginning. */
const locking = () => {
  const asked = new Set<string>()
  return (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    async transaction(context, work) {
      if (asked.has(context.scope)) throw new Error('It would wait forever.')
      return sink.transaction(context, work)
    },
    powers: { busy: (scope) => sink.powers.busy!(scope).finally(() => asked.add(scope)) },
  })
}

const FAULTS: Readonly<Record<string, readonly [plant: (sink: Sink) => Sink, ...tests: string[]]>> = {
  'a sink that is never busy': [
    saying(async () => false),
    'is busy while a transaction of the scope is under way, for any process, and not longer',
  ],
  'a sink that is busy once it has been used': [
    saying(async (_, sink, scope) => {
      for await (const page of sink.marks(scope)) return page.length > 0
      return false
    }),
    'is busy while a transaction of the scope is under way, for any process, and not longer',
    'is not busy because somebody reads marks, or asks the same',
  ],
  'a sink that does not tell scopes apart': [
    saying(async (sound) => (await sound('p/step')) || (await sound('p/other'))),
    'is not busy because of a transaction of another scope',
  ],
  'a sink that stays busy after a failure': [staying(), 'is not busy once a transaction has failed'],
  'a sink that keeps the lock by which it has found out': [
    locking(),
    'has held up nobody when it has said so',
  ],
}

describe('the suite of busy finds', () => {
  test.each(Object.entries(FAULTS))('%s', async (_, [plant, ...tests]) => {
    const failures = await failuresOf((run) => testBusy(run, fixtureWith(plant)))
    expect(failures).toEqual(expect.arrayContaining(tests))
  })
})
