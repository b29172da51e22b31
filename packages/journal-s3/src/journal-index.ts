import * as v from 'valibot'
import { checkFormat, parseJson } from './format.js'
import { RESTORE, unreadable } from './unreadable.js'

const FORMAT = 'arbalest-journal-index'
const VERSION = 1

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
const schema = v.object({
  runs: v.array(
    v.object({
      recorded: amount,
      segments: v.array(
        v.object({ name, first: v.string(), last: v.string(), count: amount, bytes: amount }),
      ),
    }),
  ),
})

/** An index as the text of its object. */
export function formatIndex({ runs }: JournalIndex): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, runs }, undefined, 1)}\n`
}

/** The index in `text`, which is that of the object at `url`. Throws `SourceError` where it is none, or of a later form. */
export function parseIndex(text: string, url: string): JournalIndex {
  const value = parseJson(text, url)
  checkFormat(value, FORMAT, VERSION, url)
  const result = v.safeParse(schema, value)
  if (!result.success) throw unreadable(url, `is not an index (${v.summarize(result.issues)})`, RESTORE)
  return result.output
}
