import * as v from 'valibot'
import { fromFormat, inFormat, type Format } from './format.js'
import { RESTORE } from './unreadable.js'

/** An immutable object that holds entries, in ascending key order. */
export interface Segment {
  readonly name: string
  /** The key of its first entry. */
  readonly first: string
  /** The key of its last entry. */
  readonly last: string
  /** How many entries it holds. */
  readonly count: number
  /** Its size as it is stored, compressed. */
  readonly bytes: number
}

/** Segments that were written as one: each begins behind the last key of the one before. */
export interface Run {
  /** How many entries went into it, those included that newer ones have replaced. */
  readonly recorded: number
  readonly segments: readonly Segment[]
}

/** All that a journal holds: where several runs have a key, the last run that has it is right. */
export interface JournalIndex {
  /** Oldest first. */
  readonly runs: readonly Run[]
}

const name = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const amount = v.pipe(v.number(), v.integer(), v.minValue(1))
const segment = v.object({ name, first: v.string(), last: v.string(), count: amount, bytes: amount })
const run = v.object({ recorded: amount, segments: v.pipe(v.array(segment), v.minLength(1)) })

const content = v.object({ runs: v.array(run) })
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-index',
  version: 1,
  content,
  remedy: RESTORE,
}

/** An index as the text of its object; no other has the same `id`. */
export function formatIndex({ runs }: JournalIndex, id: string): string {
  return inFormat(FORMAT, { id, runs }, 1)
}

/** The index in `text`, which is that of the object at `url`. Throws `SourceError` where it is none, or of a later form. */
export function parseIndex(text: string, url: string): JournalIndex {
  return fromFormat(FORMAT, text, url)
}
