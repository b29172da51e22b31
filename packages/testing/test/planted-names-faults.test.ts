import { describe, expect, test } from 'vitest'
import type { DocumentNames, NameCounts, Names, ObjectNames, Sink } from '@arbalest/core/plugin'
import { testNames } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

const COUNTED = 'counts each name by the documents that have it, at its place and in its case'
const BOUNDED = 'reads a bounded part of an object, and says so'

/** Returns what makes a sink of another, whose power to read names is replaced. */
const reading =
  (read: (sound: Names['read'], sink: Sink) => Names['read']) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { names: { read: read(sink.powers.names!.read, sink) } },
  })

/** Returns what makes a sink of another, which finds other names. */
const finding = (change: (found: DocumentNames) => ObjectNames) =>
  reading((sound) => async (...given) => {
    const found = await sound(...given)
    return found?.kind === 'documents' ? change(found) : found
  })

const lower = (names: NameCounts): NameCounts =>
  new Map([...names].map(([name, count]) => [name.toLowerCase(), { ...count, within: lower(count.within) }]))

const flat = (names: NameCounts): NameCounts =>
  new Map([...names].map(([name, count]) => [name, { ...count, within: new Map() }]))

describe('the suite of names finds', () => {
  const faults: Record<string, [promise: string, plant: (sink: Sink) => Sink]> = {
    'no power to read names': [COUNTED, withVerbs(() => ({}))],
    'names in another case': [COUNTED, finding((found) => ({ ...found, names: lower(found.names) }))],
    'names of the first level alone': [COUNTED, finding((found) => ({ ...found, names: flat(found.names) }))],
    'one document too few': [COUNTED, finding((found) => ({ ...found, documents: found.documents - 1 }))],
    'an object that is never read to its end': [COUNTED, finding((found) => ({ ...found, whole: false }))],
    'an object that is always read to its end': [BOUNDED, finding((found) => ({ ...found, whole: true }))],
    'an object read whole, however large': [
      BOUNDED,
      reading(
        (sound) =>
          (target, object, { open }) =>
            sound(target, object, { open: (each) => open(each) }),
      ),
    ],
    'nothing to compare in an empty object': [
      'finds nothing in an object that holds nothing',
      reading(
        (sound) => (target, object, source) =>
          object.size === 1 ? Promise.resolve(undefined) : sound(target, object, source),
      ),
    ],
    'a refusal that is passed over': [
      'throws what the source throws',
      reading(
        (sound) =>
          (...given) =>
            sound(...given).catch(() => undefined),
      ),
    ],
    'a row that is left': [
      'changes nothing',
      reading((sound, sink) => async (...given) => {
        const text = 'insert into events (id) values ($1)'
        await sink.transaction({ scope: 'p/s' }, (tx) => tx.execute({ text, values: [7] }))
        return sound(...given)
      }),
    ],
  }

  test.each(Object.entries(faults))('%s', async (_, [promise, plant]) => {
    expect(await failuresOf((run) => testNames(run, fixtureWith(plant)))).toContain(promise)
  })
})
