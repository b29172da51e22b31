import { load } from '@arbalest/core/host'
import { SinkJournal } from '@arbalest/core/plugin'
import {
  EVENTS,
  lines,
  memoryFixture,
  rowOf,
  testPlugin,
  testStrategy,
  type SinkFixture,
} from '@arbalest/testing'
import { expect, test } from 'vitest'
import plugin, { NewestStrategy } from '../index.js'

testPlugin(test, plugin, {
  valid: [{}, { suffix: '.json' }],
  invalid: [{ options: { suffix: 1 }, places: ['suffix'] }],
})

testStrategy(test, [
  {
    name: 'newest',
    strategy: () => new NewestStrategy('.json'),
    changes: [
      (source) => source.put('2026-01-01.json', lines({ id: 1 })),
      (source) => source.put('2026-01-03.json', lines({ id: 3 })),
      (source) => source.put('2026-01-03.json', lines({ id: 3 }, { id: 4 })),
      (source) => source.put('2026-01-02.json', lines({ id: 2 })),
      (source) => source.put('2026-01-04.json.part', lines({ id: 5 })),
    ],
    rows: [rowOf({ id: 3 }), rowOf({ id: 4 })],
  },
])

/** Loads what is pending of a fixture's source; returns the keys of the objects loaded. */
async function loadNewest({ sink, source }: SinkFixture, suffix = ''): Promise<string[]> {
  const scope = 'pipeline/step'
  const step = {
    kind: 'load',
    name: 'step',
    scope,
    source,
    strategy: new NewestStrategy(suffix),
    sink,
    journal: new SinkJournal(sink, scope),
    target: EVENTS,
  } as const
  const keys: string[] = []
  for await (const event of load(step, new AbortController().signal)) {
    if (event.type === 'loading')
      keys.push(...event.units.flatMap(({ objects }) => objects.map(({ key }) => key)))
  }
  return keys
}

test('reads the newest snapshot alone, and the one before again if the newest is removed', async () => {
  await using fixture = await memoryFixture()
  await fixture.source.put('2026-01-01', lines({ id: 1 }))
  await fixture.source.put('2026-01-02', lines({ id: 2 }, { id: 3 }))
  expect(await loadNewest(fixture)).toEqual(['2026-01-02'])
  expect(await fixture.rows('events')).toEqual([rowOf({ id: 2 }), rowOf({ id: 3 })])

  await fixture.source.put('2026-01-01', lines({ id: 4 }))
  expect(await loadNewest(fixture)).toEqual([])

  await fixture.source.remove('2026-01-02')
  expect(await loadNewest(fixture)).toEqual(['2026-01-01'])
  expect(await fixture.rows('events')).toEqual([rowOf({ id: 4 })])
})

test('keeps the table if nothing is listed, and refuses a suffix that no object has', async () => {
  await using fixture = await memoryFixture()
  await fixture.source.put('2026-01-01.json', lines({ id: 1 }))
  await loadNewest(fixture, '.json')
  await expect(loadNewest(fixture, '.csv')).rejects.toThrow(
    'No object listed ends in ".csv"; the last is "2026-01-01.json". Correct the option suffix of the strategy.',
  )
  await fixture.source.remove('2026-01-01.json')
  expect(await loadNewest(fixture, '.json')).toEqual([])
  expect(await fixture.rows('events')).toEqual([rowOf({ id: 1 })])
})
