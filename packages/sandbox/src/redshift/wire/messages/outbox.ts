import type { Duplex } from 'node:stream'

const [PARSE_COMPLETE, ERROR] = Buffer.from('1E')

/** Collects what goes to a client, so that neighbouring frames leave in one write. */
export class Outbox {
  readonly #socket: Duplex
  #waiting: Buffer[] = []
  #omits = false

  constructor(socket: Duplex) {
    this.#socket = socket
  }

  /** Leaves out the next ParseComplete, as the client has not asked for it. */
  omitParseComplete(): void {
    this.#omits = true
  }

  push(bytes: Buffer): void {
    if (this.#omits && (bytes[0] === PARSE_COMPLETE || bytes[0] === ERROR)) {
      this.#omits = false
      if (bytes[0] === PARSE_COMPLETE) return
    }
    const last = this.#waiting.at(-1)
    if (last && last.buffer === bytes.buffer && last.byteOffset + last.length === bytes.byteOffset) {
      const joined = Buffer.from(last.buffer, last.byteOffset, last.length + bytes.length)
      this.#waiting[this.#waiting.length - 1] = joined
    } else this.#waiting.push(bytes)
  }

  /** Sends what was collected; false if the client is slow and should be given time. */
  flush(): boolean {
    const waiting = this.#waiting
    if (waiting.length === 0) return true
    this.#waiting = []
    if (this.#socket.destroyed) return true
    this.#socket.cork()
    let free = true
    for (const bytes of waiting) free = this.#socket.write(bytes)
    this.#socket.uncork()
    return free
  }
}
