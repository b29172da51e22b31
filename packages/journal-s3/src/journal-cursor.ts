import { compareKeys } from '@arbalest/core'
import { versionOf } from './entry.js'
import type { RunCursor } from './run-cursor.js'

/**
 * Goes through several runs as one: in key order, and of entries with one key only
 * the newest. Methods answer a promise only where they have to wait for lines.
 */
export class JournalCursor {
  /** Those that are not at their end: by key, and the newer first where they stand at one. */
  readonly #runs: RunCursor[] = []
  readonly #ages = new Map<RunCursor, number>()

  /** `runs` are given oldest first. */
  constructor(runs: readonly RunCursor[]) {
    for (const [age, run] of runs.toReversed().entries()) {
      this.#ages.set(run, age)
      this.#runs.unshift(run)
      this.#place()
    }
  }

  /**
   * The version at which `key` is recorded: null where that was forgotten, undefined
   * where it never was. Each key asked for must be above the one before.
   */
  find(key: string): string | null | undefined | Promise<string | null | undefined> {
    for (let front = this.#runs[0]; front !== undefined; front = this.#runs[0]) {
      if (front.key === key) return this.#take(front)
      if (compareKeys(front.key!, key) > 0) return undefined
      const wait = front.seek(key)
      if (wait) return wait.then(() => (this.#place(), this.find(key)))
      this.#place()
    }
    return undefined
  }

  /** The newest line of each key, in key order. */
  async *lines(): AsyncGenerator<string> {
    let last: string | undefined
    for (let front = this.#runs[0]; front !== undefined; front = this.#runs[0]) {
      if (front.line === undefined) await front.read()
      if (front.key !== last) yield front.line!
      last = front.key
      const wait = front.advance()
      if (wait) await wait
      this.#place()
    }
  }

  /** Lets go of what is being read. */
  async close(): Promise<void> {
    for (const run of this.#ages.keys()) await run.close()
  }

  #take(front: RunCursor): string | null | Promise<string | null> {
    if (front.line === undefined) return front.read()!.then(() => this.#take(front))
    const version = versionOf(front.line)
    // The next key asked for is most often the one behind: to stand there spares a comparison.
    const wait = front.advance()
    if (wait) return wait.then(() => (this.#place(), version))
    this.#place()
    return version
  }

  /** Puts the first run where it now belongs; most often that is where it is. */
  #place(): void {
    const runs = this.#runs
    const front = runs[0]!
    if (front.key === undefined) {
      runs.shift()
      return
    }
    let before = 0
    for (let end = runs.length, at = 1; at < end; at = (before + end + 1) >> 1) {
      if (this.#isBefore(runs[at]!, front)) before = at
      else end = at
    }
    runs.copyWithin(0, 1, before + 1)
    runs[before] = front
  }

  #isBefore(a: RunCursor, b: RunCursor): boolean {
    const order = compareKeys(a.key!, b.key!)
    return order === 0 ? this.#ages.get(a)! < this.#ages.get(b)! : order < 0
  }
}
