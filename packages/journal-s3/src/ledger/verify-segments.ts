import { compareKeys, type VerifiedSegment } from '@arbalest/core/plugin'
import { parseEntry } from '../segments/entry.js'
import { linesOf } from '../segments/segment-lines.js'
import type { Segment } from '../segments/segment-writer.js'
import { isUnreadable, REPORT, unreadable, UPDATE, type JournalError } from '../store/journal-error.js'
import type { JournalFolder } from '../store/journal-folder.js'
import type { JournalState } from './journal-state.js'

/** A {@link VerifiedSegment}, and the key of its object. */
interface Verified extends VerifiedSegment {
  readonly key: string
}

/** Reads every segment of a journal. Throws `JournalError` only if S3 refuses or does not respond. */
export async function* verifySegments({ folder, index }: JournalState): AsyncGenerator<Verified> {
  for (const { segments } of index.runs) {
    let before: Segment | undefined
    for (const segment of segments) {
      const fault = (await faultWithin(folder, segment)) ?? faultBehind(folder, segment, before)
      const { name, count } = segment
      yield { key: folder.keyOf('segment', name), url: folder.url('segment', name), count, fault }
      before = segment
    }
  }
}

/** What is wrong with a segment by itself: it cannot be read, or is not what the index says of it. */
async function faultWithin(folder: JournalFolder, segment: Segment): Promise<JournalError | undefined> {
  const { name, first, last, count } = segment
  const url = folder.url('segment', name)
  const wrong = (what: string, remedy = REPORT) => unreadable(url, what, remedy)
  let key: string | undefined
  let lines = 0
  try {
    for await (const text of linesOf(await folder.read('segment', name), url)) {
      for (const line of text.slice(0, -1).split('\n')) {
        const entry = parseEntry(line)
        if (!entry) return wrong(`has an unknown line (${line.slice(0, 200)})`, UPDATE)
        const { key: next } = entry
        if (key === undefined && next !== first) return wrong(`begins with "${next}", not "${first}"`)
        if (key !== undefined && compareKeys(key, next) >= 0) return wrong(`has "${next}" behind "${key}"`)
        key = next
        lines++
      }
    }
  } catch (error) {
    if (isUnreadable(error)) return error
    throw error
  }
  if (key !== last) return wrong(`ends with "${key}", not "${last}"`)
  return lines === count ? undefined : wrong(`has ${lines} entries, not ${count}`)
}

/** What is wrong with a segment behind the one `before` it in its run: planning would pass over entries. */
function faultBehind(
  folder: JournalFolder,
  segment: Segment,
  before: Segment | undefined,
): JournalError | undefined {
  if (before === undefined || compareKeys(before.last, segment.first) < 0) return undefined
  return unreadable(
    folder.url('segment', segment.name),
    `begins with "${segment.first}", and the segment before it ends with "${before.last}"`,
    REPORT,
  )
}
