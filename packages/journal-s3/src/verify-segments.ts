import { compareKeys, SourceError, type VerifiedSegment } from '@arbalest/core'
import { parseEntry } from './entry.js'
import type { JournalFolder } from './journal-folder.js'
import type { Segment } from './journal-index.js'
import type { Snapshot } from './snapshot.js'
import { REPORT, unreadable, UPDATE } from './unreadable.js'

/** Reads every segment of a journal. Throws `SourceError` only where S3 refuses or does not answer. */
export async function* verifySegments({ folder, index }: Snapshot): AsyncGenerator<VerifiedSegment> {
  for (const { segments } of index.runs) {
    let before: Segment | undefined
    for (const segment of segments) {
      const fault = (await faultWithin(folder, segment)) ?? faultBehind(folder, segment, before)
      yield { url: folder.url(segment), count: segment.count, fault }
      before = segment
    }
  }
}

/** What is wrong with a segment by itself: it cannot be read, or is not what the index says of it. */
async function faultWithin(folder: JournalFolder, segment: Segment): Promise<SourceError | undefined> {
  const { first, last, count } = segment
  const wrong = (what: string, remedy = REPORT) => unreadable(folder.url(segment), what, remedy)
  let key: string | undefined
  let lines = 0
  try {
    for await (const batch of folder.lines(segment)) {
      for (const line of batch) {
        const entry = parseEntry(line)
        if (!entry) return wrong(`has a line of which nothing is known (${line.slice(0, 200)})`, UPDATE)
        const { key: next } = entry
        if (key === undefined && next !== first) return wrong(`begins with "${next}", not "${first}"`)
        if (key !== undefined && compareKeys(key, next) >= 0) return wrong(`has "${next}" behind "${key}"`)
        key = next
        lines++
      }
    }
  } catch (error) {
    if (error instanceof SourceError && error.code === 'JOURNAL_UNREADABLE') return error
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
): SourceError | undefined {
  if (before === undefined || compareKeys(before.last, segment.first) < 0) return undefined
  return unreadable(
    folder.url(segment),
    `begins with "${segment.first}", and the segment before it ends with "${before.last}"`,
    REPORT,
  )
}
