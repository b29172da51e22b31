import { compareKeys } from '@arbalest/core'
import { keyOf } from './entry.js'
import type { Head } from './head.js'
import { JournalCursor } from './journal-cursor.js'
import type { JournalFolder } from './journal-folder.js'
import type { JournalIndex, Run, Segment } from './journal-index.js'
import { mergeRuns, type Part } from './merge-runs.js'
import { RunCursor } from './run-cursor.js'
import type { Sizes } from './segment-writer.js'

/** A journal as it stood under one head. */
export class Snapshot {
  readonly folder: JournalFolder
  /** Undefined where nothing was recorded yet. */
  readonly head: Head | undefined
  readonly index: JournalIndex

  constructor(folder: JournalFolder, head: Head | undefined, index: JournalIndex) {
    this.folder = folder
    this.head = head
    this.index = index
  }

  /** Goes through what it holds. Whoever calls this closes the cursor. */
  cursor(): JournalCursor {
    return new JournalCursor(this.index.runs.map((run) => new RunCursor(this.#parts(run))))
  }

  /** The greatest key of which it says anything, be it that it was forgotten. */
  greatest(): string | undefined {
    const last = this.index.runs.map(({ segments }) => segments.at(-1)!.last)
    return last.toSorted(compareKeys).at(-1)
  }

  /** The keys of all objects that it refers to. */
  keys(): string[] {
    const segments = this.index.runs.flatMap((run) =>
      run.segments.map(({ name }) => this.folder.segmentKey(name)),
    )
    return this.head ? [this.folder.indexKey(this.head.index), ...segments] : segments
  }

  /** Whether the segment at `url` is one of its own. */
  refersTo(url: string): boolean {
    return this.index.runs.some(({ segments }) =>
      segments.some((segment) => this.folder.url(segment) === url),
    )
  }

  /** Writes it, together with `lines`, which are sorted by key, and with its newest `count` runs and those merged into one. */
  async append(lines: readonly string[], count: number, sizes: Sizes): Promise<Snapshot> {
    const { runs } = this.index
    const kept = runs.slice(0, runs.length - count)
    const merged = runs.slice(kept.length)
    const part: Part = { first: keyOf(lines[0]!), last: keyOf(lines.at(-1)!), lines: () => once(lines) }
    const segments = await mergeRuns(this.folder, [...merged.map((run) => this.#parts(run)), [part]], {
      sizes,
      whole: kept.length === 0,
    })
    const recorded = merged.reduce((sum, run) => sum + run.recorded, lines.length)
    return this.#written([...kept, { recorded, segments }])
  }

  /** Writes it as the first: `segments` are all it holds. */
  begin(segments: readonly Segment[]): Promise<Snapshot> {
    return this.#written([{ recorded: segments.reduce((sum, { count }) => sum + count, 0), segments }])
  }

  async #written(runs: readonly Run[]): Promise<Snapshot> {
    const index = { runs: runs.filter(({ segments }) => segments.length > 0) }
    return new Snapshot(this.folder, await this.folder.writeIndex(index), index)
  }

  #parts({ segments }: Run): Part[] {
    return segments.map((segment) => ({
      first: segment.first,
      last: segment.last,
      lines: () => this.folder.lines(segment),
      segment,
    }))
  }
}

async function* once(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  yield lines
}
