import type { Notes, Sink } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { testNotes } from '../src/index.js'
import { failuresOf, fixtureWith, withVerbs } from './planting.js'

/** Of what keeps notes, some verbs are others. */
const noting =
  (change: (sound: Notes) => Partial<Notes>) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { notes: { ...sink.powers.notes!, ...change(sink.powers.notes!) } },
  })

/** Keeps notes in the process alone. */
const forgetful = (sink: Sink): Sink => {
  const own = new Map<string, string>()
  return noting(() => ({
    read: async (scope) => own.get(scope),
    write: async (scope, text) => void own.set(scope, text),
  }))(sink)
}

const KEEPS = 'keeps the last note of each scope, to the letter, for other processes too'

const FAULTS: Readonly<Record<string, readonly [plant: (sink: Sink) => Sink, test: string]>> = {
  'notes that other processes do not see': [forgetful, KEEPS],
  'notes that are cut': [
    noting((sound) => ({ write: (scope, text) => sound.write(scope, text.slice(0, 255)) })),
    KEEPS,
  ],
  'one note for all scopes': [
    noting((sound) => ({
      read: () => sound.read('p/other'),
      write: (_, text) => sound.write('p/other', text),
    })),
    KEEPS,
  ],
  'a note that stays': [noting(() => ({ erase: async () => {} })), 'takes away the note of one scope'],
  'an empty note in place of none': [
    noting((sound) => ({ read: async (scope) => (await sound.read(scope)) ?? '' })),
    'has no note before the first, and takes none away without complaint',
  ],
}

describe('the suite of notes finds', () => {
  test.each(Object.entries(FAULTS))('%s', async (_, [plant, name]) => {
    expect(await failuresOf((run) => testNotes(run, fixtureWith(plant)))).toContain(name)
  })
})
