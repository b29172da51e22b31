import { compareKeys } from '@arbalest/core/plugin'
import type { JournalFolder } from '../store/journal-folder.js'
import { isForgotten } from './entry.js'
import { JournalCursor } from './journal-cursor.js'
import type { Part } from './parts.js'
import { RunCursor } from './run-cursor.js'
import { SegmentWriter, type Segment, type Sizes } from './segment-writer.js'

/** How {@link mergeRuns} writes. */
interface MergeOptions {
  readonly sizes: Sizes
  /** Whether these are all the runs there are: then what was forgotten need not be written. */
  readonly whole: boolean
}

/**
 * Writes `runs`, given oldest first, as one, and returns its segments. One that is
 * large enough and whose keys lie between those of all others is taken over as it
 * is: so keys that come in order are written a few times, however many there are.
 */
export async function mergeRuns(
  folder: JournalFolder,
  runs: readonly (readonly Part[])[],
  { sizes, whole }: MergeOptions,
): Promise<readonly Segment[]> {
  const writer = new SegmentWriter(folder, sizes)
  let stretch: Part[] = []
  for (const group of overlapping(runs.flat())) {
    const segment = group.length === 1 ? group[0]?.segment : undefined
    if (!segment || segment.bytes < sizes.segment / 2) {
      stretch.push(...group)
      continue
    }
    await writeNewest(runsWithin(stretch), writer, whole)
    await writer.adopt(segment)
    stretch = []
  }
  await writeNewest(runsWithin(stretch), writer, whole)
  return writer.finish()

  function runsWithin(parts: readonly Part[]): Part[][] {
    const wanted = new Set(parts)
    return runs.map((run) => run.filter((part) => wanted.has(part)))
  }
}

/** The parts in groups, in key order, such that no key of one group lies among those of another. */
function* overlapping(parts: readonly Part[]): Generator<Part[]> {
  let group: Part[] = []
  let last = ''
  for (const part of parts.toSorted((a, b) => compareKeys(a.first, b.first))) {
    if (group.length > 0 && compareKeys(last, part.first) < 0) {
      yield group
      group = []
    }
    if (group.length === 0 || compareKeys(last, part.last) < 0) last = part.last
    group.push(part)
  }
  if (group.length > 0) yield group
}

async function writeNewest(
  runs: readonly (readonly Part[])[],
  writer: SegmentWriter,
  whole: boolean,
): Promise<void> {
  const cursor = new JournalCursor(runs.map((run) => new RunCursor(run)))
  try {
    for await (const line of cursor.lines()) {
      const wait = whole && isForgotten(line) ? undefined : writer.add(line)
      if (wait) await wait
    }
  } finally {
    await cursor.close()
  }
}
