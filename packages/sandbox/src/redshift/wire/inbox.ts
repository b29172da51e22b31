import type { Socket } from 'node:net'
import { FrameReader } from './frame.js'
import type { Frame } from './frame.js'

/** Bytes that may wait; beyond them the client is not read until some are handled. */
const ENOUGH = 1024 * 1024

/** Bytes of a message: several times what a statement may have, so that a longer one is told what is wrong. */
const LONGEST = 64 * 1024 * 1024

/**
 * What a client sends, frame by frame. The socket is read even while a frame is being handled, since
 * only so is it seen that the client has gone.
 */
export class Inbox implements AsyncIterable<Frame> {
  readonly #socket: Socket
  readonly #reader = new FrameReader({ typed: false, longest: LONGEST })
  #frames: Frame[] = []
  #bytes = 0
  #ended = false
  #wake: (() => void) | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#receive(chunk))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#ended = true
      this.#wake?.()
    })
  }

  /** Ends when the client has gone, behind the last frame that it sent. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Frame> {
    for (;;) {
      const frame = this.#frames.shift()
      if (frame) {
        this.#bytes -= frame.bytes.length
        if (this.#bytes < ENOUGH) this.#socket.resume()
        yield frame
      } else if (this.#ended) return
      else await new Promise<void>((wake) => (this.#wake = wake))
    }
  }

  #receive(chunk: Buffer): void {
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
