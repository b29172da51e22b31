import * as v from 'valibot'
import type { Run } from '../segments/run.js'
import { fromFormat, inFormat, type Format } from '../store/format.js'
import { RESTORE } from '../store/journal-error.js'
import type { JournalFolder } from '../store/journal-folder.js'

/** All that a journal holds: if several runs have a key, the last run that has it is right. */
export interface JournalIndex {
  /** Oldest first. */
  readonly runs: readonly Run[]
}

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const amount = v.pipe(v.number(), v.integer(), v.minValue(1))
const segment = v.object({ name: digest, first: v.string(), last: v.string(), count: amount, bytes: amount })
const run = v.object({ recorded: amount, segments: v.pipe(v.array(segment), v.minLength(1)) })

const content = v.object({ runs: v.array(run) })
const FORMAT: Format<typeof content> = {
  name: 'arbalest-journal-index',
  version: 1,
  content,
  remedy: RESTORE,
}

/** Reads the index `name`. Throws `JournalError` if it is missing or spoilt, or of a later form. */
export async function readIndex(folder: JournalFolder, name: string): Promise<JournalIndex> {
  const written = await folder.read('index', name)
  return fromFormat(FORMAT, written.toString(), folder.url('index', name))
}

/** Writes an index; returns its name. */
export function writeIndex(folder: JournalFolder, { runs }: JournalIndex): Promise<string> {
  return folder.write('index', inFormat(FORMAT, { id: folder.newId(), runs }, 1))
}
