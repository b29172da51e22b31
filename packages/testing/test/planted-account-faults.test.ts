import type { Copied, Sink } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { testSink } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

const ACCOUNTS = 'accounts for each document of each object, as each has a line'
const GONE = 'loads nothing if one of the objects is gone'

/** Planted faults, and the tests that must find each. */
const FAULTS: Readonly<Record<string, readonly [plant: (sink: Sink) => Sink, ...tests: string[]]>> = {
  'a copy that passes over an object that is gone': [
    withVerbs((tx) => ({
      async copy(into, objects) {
        const total = { rows: 0, rejected: 0 }
        for (const object of objects) {
          const { rows } = await tx.copy(into, [object]).catch((): Copied => total)
          total.rows += rows
        }
        return total
      },
    })),
    GONE,
  ],
  'a copy that does not say which object is gone': [
    withVerbs((tx) => ({
      copy: (into, objects) =>
        tx.copy(into, objects).catch(() => {
          throw new Error('Something went wrong.')
        }),
    })),
    GONE,
  ],
  'a copy that leaves out the last object, and does not count it': [
    withVerbs((tx) => ({
      copy: (into, objects) => tx.copy(into, objects.length > 2 ? objects.slice(0, -1) : objects),
    })),
    ACCOUNTS,
  ],
  'a copy that reports lines as unaccounted for though each is a row': [
    withVerbs((tx) => ({
      copy: async (into, objects) => ({ ...(await tx.copy(into, objects)), unaccounted: 1 }),
    })),
    ACCOUNTS,
  ],
}

describe('the sink suite finds', () => {
  test.each(Object.entries(FAULTS))('%s', async (_, [plant, ...tests]) => {
    const failures = await failuresOf((run) => testSink(run, fixtureWith(plant)))
    expect(failures).toEqual(expect.arrayContaining(tests))
  })
})
