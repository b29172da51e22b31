import { compareKeys, type Origin } from '@arbalest/core/plugin'
import { formatEntry, keyOf, versionOf, type Entry } from '../segments/entry.js'
import { JournalCursor } from '../segments/journal-cursor.js'
import { mergeRuns } from '../segments/merge-runs.js'
import { partsOf, type Part } from '../segments/parts.js'
import type { Run } from '../segments/run.js'
import { RunCursor } from '../segments/run-cursor.js'
import type { Segment, Sizes } from '../segments/segment-writer.js'
import type { JournalFolder } from '../store/journal-folder.js'
import type { Head } from './head.js'
import { writeIndex, type JournalIndex } from './journal-index.js'

/** A journal as it stood under one head. */
export class JournalState<H extends Head | undefined = Head | undefined> {
  readonly folder: JournalFolder
  /** Undefined if nothing was recorded yet. */
  readonly head: H
  readonly index: JournalIndex
  /** How what it holds was loaded, if that is known. */
  readonly origin: Origin | undefined

  constructor(folder: JournalFolder, head: H, index: JournalIndex, origin?: Origin) {
    this.folder = folder
    this.head = head
    this.index = index
    this.origin = origin
  }

  /** Whether it holds no entry. */
  get isEmpty(): boolean {
    return this.index.runs.length === 0
  }

  /** Goes through what it holds. The caller closes the cursor. */
  cursor(): JournalCursor {
    return new JournalCursor(partsOf(this.folder, this.index.runs).map((parts) => new RunCursor(parts)))
  }

  /** The version at which each of `keys` is recorded, of those that are, in key order. */
  async find(keys: readonly string[]): Promise<Map<string, string>> {
    const versions = new Map<string, string>()
    const cursor = this.cursor()
    try {
      for (const key of new Set(keys.toSorted(compareKeys))) {
        const line = await cursor.find(key)
        const version = line === undefined ? undefined : versionOf(line)
        if (typeof version === 'string') versions.set(key, version)
      }
    } finally {
      await cursor.close()
    }
    return versions
  }

  /** The greatest key of which it holds an entry, one that was forgotten included. */
  greatest(): string | undefined {
    const last = this.index.runs.flatMap(({ segments }) => segments.slice(-1).map((segment) => segment.last))
    return last.toSorted(compareKeys).at(-1)
  }

  /** The keys at which the segments of its longest run begin, but for the first one's. */
  cuts(): readonly string[] {
    const [longest] = this.index.runs.toSorted((a, b) => b.segments.length - a.segments.length)
    return longest?.segments.slice(1).map(({ first }) => first) ?? []
  }

  /** The keys of all objects that it refers to. */
  keys(): string[] {
    const segments = this.index.runs.flatMap((run) =>
      run.segments.map(({ name }) => this.folder.keyOf('segment', name)),
    )
    return this.head ? [this.folder.keyOf('index', this.head.index), ...segments] : segments
  }

  /** Writes it, together with `entries`, and with its newest `count` runs and those merged into one. */
  async append(entries: readonly Entry[], count: number, sizes: Sizes): Promise<JournalState<Head>> {
    const { runs } = this.index
    const kept = runs.slice(0, runs.length - count)
    const merged = runs.slice(kept.length)
    const parts = [...partsOf(this.folder, merged), partOf(entries)]
    const segments = await mergeRuns(this.folder, parts, { sizes, whole: kept.length === 0 })
    const recorded = merged.reduce((sum, run) => sum + run.recorded, entries.length)
    return this.#written([...kept, { recorded, segments }])
  }

  /** Writes it as the first: `segments` are all it holds. */
  begin(segments: readonly Segment[]): Promise<JournalState<Head>> {
    return this.#written([{ recorded: segments.reduce((sum, { count }) => sum + count, 0), segments }])
  }

  async #written(runs: readonly Run[]): Promise<JournalState<Head>> {
    const index = { runs: runs.filter(({ segments }) => segments.length > 0) }
    const head = { folder: this.folder.name, index: await writeIndex(this.folder, index) }
    return new JournalState(this.folder, head, index, this.origin)
  }
}

/** Entries that are in no segment yet, as the one part of a run; none if there are no entries. */
function partOf(entries: readonly Entry[]): Part[] {
  const lines = entries.toSorted((a, b) => compareKeys(a.key, b.key)).map(formatEntry)
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return []
  return [{ first: keyOf(first), last: keyOf(last), lines: () => once(`${lines.join('\n')}\n`) }]
}

async function* once(lines: string): AsyncGenerator<string> {
  yield lines
}
