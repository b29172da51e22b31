/** Runs work on one key at a time, in the order of arrival; work on different keys runs side by side. */
export class KeyedLock {
  readonly #last = new Map<string, Promise<unknown>>()

  /** What `work` returns or throws, once all earlier work on `key` has ended. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(() => work())
    const ended = Promise.allSettled([result])
    this.#last.set(key, ended)
    try {
      return await result
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key)
    }
  }
}
