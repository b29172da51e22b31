import type { Socket } from 'node:net'

/** Collects what goes to a client, so that neighbouring frames leave in one write. */
export class Outbox {
  readonly #socket: Socket
  #waiting: Buffer[] = []

  constructor(socket: Socket) {
    this.#socket = socket
  }

  push(bytes: Buffer): void {
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
