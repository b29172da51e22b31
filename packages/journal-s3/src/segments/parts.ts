import type { JournalFolder } from '../store/journal-folder.js'
import { SegmentMemory } from '../store/segment-memory.js'
import type { Run } from './run.js'
import type { Passage } from './run-cursor.js'
import { SegmentAhead } from './segment-ahead.js'
import { linesOf } from './segment-lines.js'
import type { Segment } from './segment-writer.js'

/** A part of a run: a segment, or lines that are in none yet. */
export interface Part extends Passage {
  readonly segment?: Segment
}

// Who reads a day or two needs no more than these, and asks for no more; who has read them all most likely reads on.
const READ_BEFORE_AHEAD = 2

/** The segments of each of `runs` as its parts. One segment of a run is read at a time; from the third in a row on, the next is fetched meanwhile. */
export function partsOf(folder: JournalFolder, runs: readonly Run[]): Part[][] {
  const ahead = new SegmentAhead(folder)
  return runs.map((run) => {
    const { segments } = run
    const memory = new SegmentMemory(Math.max(...segments.map(({ bytes }) => bytes), 0))
    let last: number | undefined
    let inARow = 0
    return segments.map((segment, index) => ({
      first: segment.first,
      last: segment.last,
      lines: async function* () {
        const content = await ahead.read(run, segment, memory)
        inARow = last === index - 1 ? inARow + 1 : 1
        last = index
        const next = segments[index + 1]
        if (next && inARow > READ_BEFORE_AHEAD) ahead.fetch(run, next)
        yield* linesOf(content, folder.url('segment', segment.name), runs.length)
      },
      segment,
    }))
  })
}
