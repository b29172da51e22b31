import { body } from '../messages/frame.js'
import type { Frame } from '../messages/frame.js'
import { text } from '../messages/read-frame.js'
import type { TransactionStatus } from '../messages/replies.js'

/** A request that awaits its answer. */
interface Exchange {
  /** The types of frame that end it; an error also does. */
  readonly last: string
  readonly receive: (frame: Frame) => void
  readonly answered?: () => void
}

/** Where a transaction stands after statements that begin or end one, by their command tags. */
const STATUS_AFTER: ReadonlyMap<string, TransactionStatus> = new Map([
  ['BEGIN', 'T'],
  ['START TRANSACTION', 'T'],
  ['COMMIT', 'I'],
  ['ROLLBACK', 'I'],
])

/** The requests of a connection whose answers are still to come, in their order. */
export class Exchanges {
  /** Where the transaction stands, as of the last statement that was answered. */
  status: TransactionStatus = 'I'
  /** Whether PostgreSQL ignores all messages until the next Sync, because one failed. */
  skipping = false
  /** How many transactions have ended: the number changes with each, by one or more. */
  transactionsEnded = 0
  readonly #waiting: Exchange[] = []

  /** Whether what PostgreSQL ignores ends at a request that is waiting. */
  get endsSkipping(): boolean {
    return this.#waiting.some(({ last }) => last === 'Z')
  }

  /** Whether every request has been answered. */
  get answered(): boolean {
    return this.#waiting.length === 0
  }

  push(exchange: Exchange): void {
    this.#waiting.push(exchange)
  }

  /** Hands `frame` to the request that it answers; false if there is none. */
  receive(frame: Frame): boolean {
    const current = this.#waiting[0]
    if (!current) return false
    current.receive(frame)
    this.#follow(frame)
    if (current.last.includes(frame.type)) this.#finish(1)
    else if (frame.type === 'E' && current.last !== 'Z') {
      this.skipping = true
      const sync = this.#waiting.findIndex((exchange) => exchange.last === 'Z')
      this.#finish(sync < 0 ? this.#waiting.length : sync)
    }
    return true
  }

  /** Waits until every request has been answered; calls `flush` if that takes a Flush. */
  async quiet(flush: () => void): Promise<void> {
    const last = this.#waiting.at(-1)
    if (!last) return
    await new Promise<void>((answered) => {
      this.#waiting[this.#waiting.length - 1] = { ...last, answered }
      if (last.last !== 'Z') flush()
    })
  }

  /** No more answers will come. */
  end(): void {
    this.#finish(this.#waiting.length)
  }

  #follow(frame: Frame): void {
    if (frame.type === 'Z') {
      this.status = String.fromCharCode(body(frame)[0] ?? 0) as TransactionStatus
      this.skipping = false
      if (this.status === 'I') this.transactionsEnded++
    } else if (frame.type === 'C') {
      const status = STATUS_AFTER.get(text(frame).value)
      this.status = status ?? this.status
      if (status === 'I') this.transactionsEnded++
    }
    if (frame.type === 'E' && this.status === 'T') this.status = 'E'
  }

  #finish(count: number): void {
    for (const exchange of this.#waiting.splice(0, count)) exchange.answered?.()
  }
}
