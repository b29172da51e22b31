/** What one of several iterators has come to. */
type Arrival<T, R> = { readonly of: AsyncGenerator<T, R> } & (
  { readonly result: IteratorResult<T, R> } | { readonly error: unknown }
)

/**
 * Takes turns in what several iterators yield, as it comes. Each is asked for its next item only
 * after the one before was taken, so that none runs ahead of whoever reads.
 */
export class Merged<T, R> {
  readonly #waiting = new Set<AsyncGenerator<T, R>>()
  readonly #arrived: Arrival<T, R>[] = []
  #wake = () => {}

  /** How many iterators have not ended. */
  get size(): number {
    return this.#waiting.size
  }

  /** Asks an iterator for its next item. */
  ask(of: AsyncGenerator<T, R>): void {
    this.#waiting.add(of)
    of.next().then(
      (result) => this.#arrive({ of, result }),
      (error: unknown) => this.#arrive({ of, error }),
    )
  }

  /** Returns what comes next. An iterator that has ended, or has thrown, is gone then. */
  async next(): Promise<Arrival<T, R>> {
    while (this.#arrived.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve))
    const arrival = this.#arrived.shift()!
    if (!('result' in arrival) || arrival.result.done) this.#waiting.delete(arrival.of)
    return arrival
  }

  /** Ends all iterators that have not ended, and waits until they have. */
  async end(): Promise<void> {
    await Promise.allSettled(Array.from(this.#waiting, (each) => each.return(undefined as R)))
  }

  #arrive(arrival: Arrival<T, R>): void {
    this.#arrived.push(arrival)
    this.#wake()
  }
}
