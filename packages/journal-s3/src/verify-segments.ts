import { compareKeys, SourceError } from '@arbalest/core'
import { keyOf } from './entry.js'
import type { JournalFolder } from './journal-folder.js'
import type { Segment } from './journal-index.js'
import type { Snapshot } from './snapshot.js'
import { RESTORE, unreadable } from './unreadable.js'

/** A segment of a journal. */
export interface VerifiedSegment {
  readonly url: string
  /** How many entries it is to hold. */
  readonly count: number
  /** What is wrong with it; undefined where nothing is. */
  readonly fault: SourceError | undefined
}

/** Reads every segment of a journal. Throws `SourceError` only where S3 refuses or does not answer. */
export async function* verifySegments({ folder, index }: Snapshot): AsyncGenerator<VerifiedSegment> {
  for (const { segments } of index.runs) {
    let last: string | undefined
    for (const segment of segments) {
      const fault = await faultOf(folder, segment, last)
      yield { url: folder.url(segment), count: segment.count, fault }
      last = segment.last
    }
  }
}

async function faultOf(
  folder: JournalFolder,
  segment: Segment,
  behind: string | undefined,
): Promise<SourceError | undefined> {
  const { first, last, count } = segment
  const wrong = (what: string) => unreadable(folder.url(segment), what, RESTORE)
  let key: string | undefined
  let lines = 0
  try {
    for await (const batch of folder.lines(segment)) {
      for (const line of batch) {
        const next = keyOf(line)
        if (key === undefined && next !== first) return wrong(`begins with "${next}", not "${first}"`)
        const before = key ?? behind
        if (before !== undefined && compareKeys(before, next) >= 0)
          return wrong(`has "${next}" behind "${before}"`)
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
