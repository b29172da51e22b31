/** How many requests may be for nothing as long as none was of use. */
const FIRST_GUESSES = 1

/** How many requests must have been of use for each more that may have been for nothing. */
const USES_FOR_A_GUESS = 8

/** How many requests are under way at once, and how many are begun on a guess. */
export class Pace {
  readonly #most: number
  #limit: number
  #halvings = 0
  #uses = 0
  #wasted = 0

  constructor(most: number) {
    this.#most = most
    this.#limit = most
  }

  /** How many requests may be under way. */
  get limit(): number {
    return Math.floor(this.#limit)
  }

  /** How often it has slowed down. */
  get halvings(): number {
    return this.#halvings
  }

  /** Whether one more request may be begun on a guess, beside so many whose guess has not proved right yet. */
  mayGuess(unproved: number): boolean {
    return this.#wasted + unproved < FIRST_GUESSES + this.#uses / USES_FOR_A_GUESS
  }

  /** Notes a response, and which part of it had been in another one. */
  note(wasted: number): void {
    this.#uses += 1 - wasted
    this.#wasted += wasted
    this.#limit = Math.min(this.#most, this.#limit + 1 / this.#limit)
  }

  /**
   * Slows down, as the server has asked for in response to one of `underWay` requests, which was
   * sent after `halvings`; returns false if it was the only one.
   */
  slowDown(halvings: number, underWay: number): boolean {
    if (halvings < this.#halvings) return true
    if (underWay === 1) return false
    this.#limit = Math.floor(Math.min(this.#limit, underWay) / 2)
    this.#halvings++
    return true
  }
}
