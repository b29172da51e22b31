import { collect, compareKeys, each, type Sink } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useBucket } from '../s3.js'
import { planOf, record, unit, type Plan } from '../units.js'

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

/** Records what was planned at once in batches, as a run does. */
async function load(sink: Sink, { snapshot, pending }: Plan, batch: number): Promise<void> {
  for (let from = 0; from < pending.length; from += batch)
    await record(sink, { snapshot, pending: pending.slice(from, from + batch) })
}

const fail = async () => {
  throw new RangeError('no')
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
          expect(await journal.upkeep.forget(step.keys)).toEqual([...new Set(before)].toSorted(compareKeys))
          for (const k of before) known.delete(k)
        } else {
          const listed = Object.entries(step.listing).toSorted(([a], [b]) => compareKeys(a, b))
          const plan = await planOf(
            journal,
            listed.map((entry) => unit(...entry)),
          )
          expect(plan.pending.map((found) => [found.key, found.version, found.previous])).toEqual(
            listed.filter(([k, v]) => known.get(k) !== v).map(([k, v]) => [k, v, known.get(k)]),
          )
          if (step.kind === 'load') {
            await load(sink, plan, step.batch)
            for (const [k, v] of listed) known.set(k, v)
          } else if (plan.pending.length > 0) {
            await expect(record(sink, plan, fail)).rejects.toThrow(RangeError)
          }
        }
        const marks = [...known].toSorted(([a], [b]) => compareKeys(a, b))
        expect((await collect(each(journal.upkeep.marks()))).map((mark) => [mark.key, mark.version])).toEqual(
          marks,
        )
        expect(await (await journal.open()).newest()).toBe(marks.at(-1)?.[0])
      }
      for (const { fault } of await collect(journal.upkeep.verify())) expect(fault).toBeUndefined()
    }),
    { numRuns: 24, seed: 4 },
  )
})
