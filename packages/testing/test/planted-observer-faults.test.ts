import { describe, expect, test } from 'vitest'
import type { RunEvent } from '@arbalest/core'
import type { Observer, PendingUnit } from '@arbalest/core/plugin'
import { testObserver } from '../src/index.js'
import { failuresOf } from './planting.js'

const TAKES = 'takes an event of each kind, and changes none'
const SAME = 'has a run do, and throw, what it does without'

/** Returns the promises that an observer breaks. */
const brokenBy = (observe: Observer['observe'], failures: readonly string[] = []) =>
  failuresOf((run) =>
    testObserver(
      run,
      async () => ({ observer: { observe }, async fail() {}, async [Symbol.asyncDispose]() {} }),
      failures,
    ),
  )

test('an observer that does nothing keeps every promise', async () => {
  expect(await brokenBy(() => {})).toEqual([])
})

describe('the suite of observers finds', () => {
  const faults: Record<string, [promise: string, observe: Observer['observe']]> = {
    'a kind of event that it does not take': [
      TAKES,
      ({ type }) => {
        if (type === 'retrying') throw new Error('What is that?')
      },
    ],
    'an error that it takes for an Error': [
      TAKES,
      (event) => void (event.type === 'failed' && (event.error as Error).message.length),
    ],
    'units that it takes out': [
      TAKES,
      (event) => void (event.type === 'loading' && (event.units as PendingUnit[]).pop()),
    ],
    'a member that it adds to an event': [TAKES, (event) => void Object.assign(event, { seen: true })],
    'a mark that it sets': [
      SAME,
      async (event) => {
        if (event.type !== 'finished' || event.step.kind !== 'load') return
        await event.step.sink.transaction({ scope: event.step.scope }, (tx) =>
          tx.mark([{ key: 'z', version: '1' }]),
        )
      },
    ],
    'a row that it adds': [
      SAME,
      async (event) => {
        if (event.type !== 'finished' || event.step.kind !== 'sql') return
        const { sink, scope, statements } = event.step
        await sink.transaction({ scope }, (tx) => Promise.resolve(tx.execute(statements[0]!)))
      },
    ],
    'an event that it fails at in a run alone': [
      SAME,
      (event: RunEvent) => {
        if (event.type === 'done' && event.steps.length > 0) throw new Error('Too many.')
      },
    ],
  }

  test.each(Object.entries(faults))('%s', async (_, [promise, observe]) => {
    expect(await brokenBy(observe)).toContain(promise)
  })

  test('a failure of what it sends to that it passes over', async () => {
    expect(await brokenBy(() => {}, ['hangs'])).toEqual([
      'has a run do what it does without, if what it sends to hangs',
    ])
  })
})
