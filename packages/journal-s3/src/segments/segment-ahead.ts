import type { JournalFolder } from '../store/journal-folder.js'
import { SegmentMemory } from '../store/segment-memory.js'
import type { Run } from './run.js'
import type { Segment } from './segment-writer.js'

/** A segment that was asked for before anybody reads it. */
interface Ahead {
  readonly run: Run
  readonly segment: Segment
  readonly content: Promise<Buffer>
}

/**
 * Fetches the next segment of a run while the one before is read: one of all runs of a journal at a time, as
 * dozens that are read side by side would fill the memory.
 */
export class SegmentAhead {
  readonly #folder: JournalFolder
  readonly #memory = new SegmentMemory()
  #ahead: Ahead | undefined

  constructor(folder: JournalFolder) {
    this.#folder = folder
  }

  /** Asks for a segment of `run`, unless one that was asked for has not been read yet. */
  fetch(run: Run, segment: Segment): void {
    if (this.#ahead) return
    const content = this.#folder.read('segment', segment.name, this.#memory)
    // What fails is thrown to whoever reads it.
    content.catch(() => {})
    this.#ahead = { run, segment, content }
  }

  /** Returns the bytes of a segment of `run`, in `memory`; each is above the one before. Throws as {@link JournalFolder.read} does. */
  async read(run: Run, segment: Segment, memory: SegmentMemory): Promise<Buffer> {
    const fetched = this.#ahead?.run === run ? await this.#take(this.#ahead, segment, memory) : undefined
    return fetched ?? this.#folder.read('segment', segment.name, memory)
  }

  /** What was fetched of a run, if that is `segment`; nothing if it was passed over, when another may be fetched. */
  async #take(
    { segment, content }: Ahead,
    wanted: Segment,
    memory: SegmentMemory,
  ): Promise<Buffer | undefined> {
    try {
      if (segment === wanted) return await memory.read([await content])
      await content.catch(() => {})
      return undefined
    } finally {
      this.#ahead = undefined
    }
  }
}
