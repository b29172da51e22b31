import { compareKeys } from '@arbalest/core/plugin'
import type { RunCursor } from './run-cursor.js'

/** A run, and how many runs are newer. */
interface Aged {
  readonly run: RunCursor
  readonly age: number
}

/**
 * Goes through several runs as one: in key order, and of entries with one key only
 * the newest. Methods return a promise only if they have to wait for lines.
 */
export class JournalCursor {
  readonly #all: readonly RunCursor[]
  /** Those that are not at their end: by key, and the newer first of two that stand at one. */
  readonly #runs: Aged[] = []

  /** `runs` are given oldest first. */
  constructor(runs: readonly RunCursor[]) {
    this.#all = runs
    for (const [age, run] of runs.toReversed().entries()) {
      this.#runs.unshift({ run, age })
      this.#place()
    }
  }

  /**
   * Goes past the newest line of `key` if it says that this was loaded at `version`; returns whether it
   * did. False, too, if that takes more than a look: then {@link find} knows. Each key asked for must be above the one before.
   */
  pass(key: string, version: string): boolean {
    const passed = this.#runs[0]?.run.pass(key, version) ?? false
    if (passed) this.#place()
    return passed
  }

  /** The newest line of `key`; undefined if it has none. Each key asked for must be above the one before. */
  find(key: string): string | undefined | Promise<string | undefined> {
    for (let front = this.#runs[0]?.run; front; front = this.#runs[0]?.run) {
      if (front.key === key) return this.#take(front)
      if (compareKeys(front.key, key) > 0) return undefined
      const wait = front.seek(key)
      if (wait) return wait.then(() => (this.#place(), this.find(key)))
      this.#place()
    }
    return undefined
  }

  /** The newest line of each key, in key order. */
  async *lines(): AsyncGenerator<string> {
    let last: string | undefined
    for (let front = this.#runs[0]?.run; front; front = this.#runs[0]?.run) {
      const line = front.read()
      const read = typeof line === 'string' ? line : await line
      if (front.key !== last) yield read
      last = front.key
      const wait = front.advance()
      if (wait) await wait
      this.#place()
    }
  }

  /** Stops reading. */
  async close(): Promise<void> {
    for (const run of this.#all) await run.close()
  }

  #take(front: RunCursor): string | Promise<string> {
    const line = front.read()
    if (typeof line !== 'string') return line.then(() => this.#take(front))
    // The next key asked for is most often the one behind: to stand there spares a comparison.
    const wait = front.advance()
    if (wait) return wait.then(() => (this.#place(), line))
    this.#place()
    return line
  }

  /** Puts the first run where it now belongs; most often that is where it is. */
  #place(): void {
    const runs = this.#runs
    const [front] = runs
    if (!front || front.run.isAtEnd) {
      runs.shift()
      return
    }
    let before = 0
    for (let end = runs.length, at = 1; at < end; at = (before + end + 1) >> 1) {
      const other = runs[at]
      if (other && isBefore(other, front)) before = at
      else end = at
    }
    if (before === 0) return
    runs.copyWithin(0, 1, before + 1)
    runs[before] = front
  }
}

function isBefore(a: Aged, b: Aged): boolean {
  const order = compareKeys(a.run.key, b.run.key)
  return order === 0 ? a.age < b.age : order < 0
}
