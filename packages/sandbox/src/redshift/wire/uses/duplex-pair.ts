import { Duplex } from 'node:stream'

/** One end of a connection within the process. */
class End extends Duplex {
  /** The other end. */
  other: End | undefined
  #writable: (() => void) | undefined

  override _read(): void {
    const go = this.#writable
    this.#writable = undefined
    go?.()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const { other } = this
    if (!other || other.destroyed || other.push(chunk)) done()
    else other.#writable = done
  }

  override _final(done: () => void): void {
    this.other?.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    done(error)
    if (this.other?.destroyed === false) this.other.destroy()
  }
}

/** The two ends of a connection within the process: what is written to one can be read from the other. */
export function duplexPair(): readonly [Duplex, Duplex] {
  const [one, two] = [new End(), new End()]
  one.other = two
  two.other = one
  return [one, two]
}
