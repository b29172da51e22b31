import type { Duplex } from 'node:stream'
import { FrameReader } from './frame.js'
import type { Frame } from './frame.js'

/** Bytes that may wait; beyond them the client is not read until some are handled. */
const ENOUGH = 1024 * 1024

/** Bytes of a message: several times what a statement may have, so that a longer one gets an error that says what is wrong. */
const LONGEST = 64 * 1024 * 1024

/**
 * What a client sends, frame by frame. The socket is read even while a frame is being handled, since
 * only so is it seen that the client has gone.
 */
export class Inbox implements AsyncIterable<Frame> {
  readonly #socket: Duplex
  readonly #reader: FrameReader
  #frames: Frame[] = []
  #bytes = 0
  #ended = false
  #wake: (() => void) | undefined

  /** `typed` says that the client has asked for its connection already. */
  constructor(socket: Duplex, typed = false) {
    this.#socket = socket
    this.#reader = new FrameReader({ typed, longest: LONGEST })
    socket.on('data', this.#receive)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#ended = true
      this.#wake?.()
    })
  }

  /** The next frame; undefined if the client has gone, and all that it sent has been handled. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const frame = this.#frames.shift()
      if (frame) {
        this.#bytes -= frame.bytes.length
        if (this.#bytes < ENOUGH) this.#socket.resume()
        return frame
      }
      if (this.#ended) return undefined
      await new Promise<void>((wake) => (this.#wake = wake))
    }
  }

  /** Ends when the client has gone, after the last frame that it sent. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Frame> {
    for (let frame = await this.next(); frame; frame = await this.next()) yield frame
  }

  /** Leaves the socket to another reader. Throws if the client has sent more than was asked for. */
  release(): void {
    if (this.#bytes > 0) throw new RangeError('A client sent more than it had been asked for')
    this.#socket.off('data', this.#receive)
  }

  readonly #receive = (chunk: Buffer): void => {
    try {
      for (const frame of this.#reader.push(chunk)) {
        this.#frames.push(frame)
        this.#bytes += frame.bytes.length
      }
    } catch {
      this.#socket.destroy()
    }
    if (this.#bytes >= ENOUGH) this.#socket.pause()
    this.#wake?.()
  }
}
