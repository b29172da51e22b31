import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LedgerEntry } from '../src/plugin.js'
import { LedgerSpans } from '../src/operations/verify/ledger-spans.js'

const ENTRY = {
  run: 'r',
  scope: 'p/s',
  table: 't',
  units: 1,
  objects: 1,
  bytes: 1,
  rows: 1,
  rejected: 0,
  version: '0',
}

const key = fc.constantFrom('a', 'b', 'c', '\uff21', '\u{1f600}')
const time = fc.constantFrom(1, 2, 3).map((hours) => new Date(hours * 3_600_000))

/** A load of some objects, and the entry that is noted of it. */
const load = fc.array(fc.record({ key, modified: time }), { minLength: 1, maxLength: 3 })

function entryOf(objects: readonly { readonly key: string; readonly modified: Date }[]): LedgerEntry {
  const keys = objects
    .map((object) => object.key)
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const times = objects.map(({ modified }) => modified.getTime())
  return {
    ...ENTRY,
    firstKey: keys[0]!,
    lastKey: keys.at(-1)!,
    oldestObject: new Date(Math.min(...times)),
    newestObject: new Date(Math.max(...times)),
  }
}

function spansOf(entries: readonly LedgerEntry[]): Promise<LedgerSpans | undefined> {
  const ledger = {
    async *entries() {
      yield* entries
    },
  }
  return LedgerSpans.read({ scope: 'p/s', sink: { powers: { ledger } } } as never)
}

test('knows every object that was loaded, and none that lies in no entry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(load, { maxLength: 4 }), key, time, async (loads, other, written) => {
      const spans = (await spansOf(loads.map(entryOf)))!
      for (const object of loads.flat()) expect(spans.know(object)).toBe(true)
      const bytes = (text: string | undefined) => Buffer.from(text!)
      const isWithin = loads
        .map(entryOf)
        .some(
          ({ firstKey, lastKey, oldestObject, newestObject }) =>
            Buffer.compare(bytes(firstKey), bytes(other)) <= 0 &&
            Buffer.compare(bytes(lastKey), bytes(other)) >= 0 &&
            oldestObject! <= written &&
            written <= newestObject!,
        )
      expect(spans.know({ key: other, modified: written })).toBe(isWithin)
    }),
  )
})

test('an entry of no objects knows none, and a time that nobody knows excludes nothing', async () => {
  const none = (await spansOf([ENTRY]))!
  expect([none.size, none.know({ key: 'a' })]).toEqual([1, false])
  const some = (await spansOf([{ ...ENTRY, firstKey: 'a', lastKey: 'c' }]))!
  expect([some.know({ key: 'b', modified: new Date() }), some.know({ key: 'd' })]).toEqual([true, false])
})
