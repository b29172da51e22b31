import { ProtocolError } from './protocol-error.js'
import { isChecked, isWellFormed, type MessageType } from './well-formed.js'

const HEADER = 5
// What a server says before the session begins is short; a greater length is that of another protocol.
const LONGEST_AT_FIRST = 65_536
// What is checked is held until it is whole.
const LONGEST = 2 ** 26

/**
 * Passes on what a server sends, as far as the driver can be trusted with it: the driver looks
 * for the end of a text without looking for the end of the message, and never stops if there is
 * none (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
export class Messages {
  readonly #demand: (message: Buffer) => Buffer
  #held: Buffer = Buffer.alloc(0)
  /** How many bytes are to come of a message whose beginning has been passed on. */
  #coming = 0
  #begun = false

  /** `demand` returns what the driver is given for a message of the type `R`, by which a server asks who we are. */
  constructor(demand: (message: Buffer) => Buffer) {
    this.#demand = demand
  }

  /** Whether the session has begun. */
  get begun(): boolean {
    return this.#begun
  }

  /** Yields what the driver may have of `chunk` and of what was held back. Throws `ProtocolError`. */
  *pass(chunk: Buffer): Generator<Buffer> {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    let passed = 0
    let at = Math.min(this.#coming, bytes.length)
    this.#coming -= at
    while (at + HEADER <= bytes.length) {
      const type = String.fromCharCode(bytes[at]!)
      const end = at + this.#lengthOf(bytes, at)
      if (!isChecked(type)) {
        this.#coming = Math.max(0, end - bytes.length)
        at = Math.min(end, bytes.length)
        continue
      }
      if (end > bytes.length) break
      if (passed < at) yield bytes.subarray(passed, at)
      yield this.#check(type, bytes.subarray(at, end))
      passed = at = end
    }
    if (passed < at) yield bytes.subarray(passed, at)
    this.#held = bytes.subarray(at)
  }

  #lengthOf(bytes: Buffer, at: number): number {
    const length = bytes.readUInt32BE(at + 1) + 1
    if (length >= HEADER && (this.#begun || length <= LONGEST_AT_FIRST) && length <= LONGEST) return length
    throw this.#begun
      ? new ProtocolError('it sent a message that cannot be so long')
      : new ProtocolError('the server there is not Redshift; check host and port in connection')
  }

  #check(type: MessageType, message: Buffer): Buffer {
    if (!isWellFormed(type, message.subarray(HEADER)))
      throw new ProtocolError('it sent a message that is cut off')
    if (type === 'Z') this.#begun = true
    return type === 'R' ? this.#demand(message) : message
  }
}
