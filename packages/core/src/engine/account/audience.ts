import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { RunEvent } from '../../contracts/events/event.js'
import type { Observer } from '../../contracts/events/observer.js'

/** How many events may wait for an observer; later ones are left out until it has caught up. */
const MOST_WAITING = 10_000

/** Milliseconds that observers are given at the end of a run to take the last events. */
const PATIENCE = 5_000

/** Gives events to observers, in order, and neither fails nor waits because of one. */
export class Audience {
  readonly #seats: readonly Seat[]

  /** `notice` is given what goes wrong with an observer, once each. */
  constructor(observers: readonly Observer[], notice: (message: string) => void) {
    this.#seats = observers.map((observer) => new Seat(observer, notice))
  }

  tell(event: RunEvent): void {
    for (const seat of this.#seats) seat.tell(event)
  }

  /** Waits until all events are taken, or for five seconds. */
  async settle(): Promise<void> {
    if (this.#seats.length === 0) return
    const late = new AbortController()
    const settled = Promise.all(this.#seats.map((seat) => seat.settled))
    await Promise.race([
      settled,
      sleep(PATIENCE, undefined, { signal: late.signal, ref: false }).catch(() => {}),
    ])
    late.abort()
  }
}

/** One observer, and the events that wait for it. */
class Seat {
  readonly #observer: Observer
  readonly #notice: (message: string) => void
  #waiting = 0
  #complained = false
  settled: Promise<void> = Promise.resolve()

  constructor(observer: Observer, notice: (message: string) => void) {
    this.#observer = observer
    this.#notice = notice
  }

  tell(event: RunEvent): void {
    if (this.#waiting >= MOST_WAITING) return this.#complain('is too slow, and is not given all events')
    this.#waiting++
    this.settled = this.settled
      .then(() => this.#observer.observe(event))
      .catch((error: unknown) => this.#complain(`failed: ${wording(error)}`))
      .finally(() => this.#waiting--)
  }

  #complain(what: string): void {
    if (this.#complained) return
    this.#complained = true
    try {
      this.#notice(`An observer ${what}; the load continues without it.`)
    } catch {
      // A receiver of notices must not end a run either.
    }
  }
}

// Not everything that is thrown becomes a text by itself.
function wording(error: unknown): string {
  return error instanceof Error ? String(error) : inspect(error)
}
