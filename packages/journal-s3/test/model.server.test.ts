import { collect, compareKeys, type PendingUnit, type Sink } from '@arbalest/core'
import { MemorySink } from '@arbalest/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { S3Journal } from '../src/index.js'
import { SCOPE } from './bucket.js'
import { useBucket } from './s3.js'
import { each, unit } from './units.js'

const s3 = useBucket()

// Few keys, so that they come again; and of letters that UTF-16 orders otherwise, or that need escapes.
const key = fc.string({
  unit: fc.constantFrom('a', 'b', '"', '\\', '\n', '\u{1f600}', '\uff21'),
  maxLength: 2,
})
const version = fc.constantFrom('1', '2', '"', 'é')
const listing = fc.dictionary(key, version, { maxKeys: 12 })

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('load' as const),
      listing,
      batch: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const), listing }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('forget' as const), keys: fc.array(key, { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
)

const tuning = fc.record({
  fanIn: fc.integer({ min: 2, max: 4 }),
  sizes: fc.record({ segment: fc.integer({ min: 60, max: 300 }), block: fc.integer({ min: 20, max: 120 }) }),
})

/** What a run would do: `listing` planned at once, and recorded in batches. */
async function load(
  sink: Sink,
  journal: S3Journal,
  units: readonly PendingUnit[],
  batch: number,
): Promise<void> {
  for (let from = 0; from < units.length; from += batch) {
    await sink.transaction(SCOPE, (tx) => journal.record(tx, units.slice(from, from + batch)))
  }
}

test('knows what a map would know, whatever is loaded, fails, is forgotten or started anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), tuning, async (actions, tuned) => {
      const sink = new MemorySink()
      const known = new Map<string, string>()
      let journal = s3.bucket.journal(sink, tuned)
      for (const step of actions) {
        if (step.kind === 'restart') journal = s3.bucket.journal(sink, tuned)
        else if (step.kind === 'forget') {
          const before = step.keys.filter((k) => known.has(k))
          expect(await journal.forget(step.keys)).toEqual([...new Set(before)].toSorted(compareKeys))
          for (const k of before) known.delete(k)
        } else {
          const listed = Object.entries(step.listing).toSorted(([a], [b]) => compareKeys(a, b))
          const pending = await collect(journal.pending(each(listed.map((entry) => unit(...entry)))))
          expect(pending.map((found) => [found.key, found.version, found.previous])).toEqual(
            listed.filter(([k, v]) => known.get(k) !== v).map(([k, v]) => [k, v, known.get(k)]),
          )
          if (step.kind === 'load') {
            await load(sink, journal, pending, step.batch)
            for (const [k, v] of listed) known.set(k, v)
          } else if (pending.length > 0) {
            const failing = sink.transaction(SCOPE, async (tx) => {
              await journal.record(tx, pending)
              throw new RangeError('no')
            })
            await expect(failing).rejects.toThrow(RangeError)
          }
        }
        const marks = [...known].toSorted(([a], [b]) => compareKeys(a, b))
        expect((await collect(journal.marks())).map((mark) => [mark.key, mark.version])).toEqual(marks)
        expect(await journal.newest()).toBe(marks.at(-1)?.[0])
      }
      for (const { fault } of await collect(journal.verify())) expect(fault).toBeUndefined()
    }),
    { numRuns: 24, seed: 4 },
  )
})
