/** The text of a page. */
export interface PageText {
  /** Returns what stands from `from` on, up to the next tag. */
  upToTag(from: number): string
  /** Yields all of it, in parts, each of which but the first begins with an object. */
  parts(): Iterable<string>
  /** Yields the same, after which nothing can be asked of it. */
  take(): Iterable<string>
}

/** Returns a text that is kept as it is. */
export function plainText(text: string): PageText {
  const parts = () => [text]
  return { upToTag: (from) => text.slice(from, text.indexOf('<', from)), parts, take: parts }
}

/** How long a part is at most, if it has objects: for a string of 128 KiB or more V8 asks the system for memory, which takes ten times as long as to write it. */
const PART = 64 * 1024

/** How long the memory for a page is at first, in bytes: a thousand keys of S3 take 250,000 to 400,000. */
const LENGTH = 512 * 1024

const TAG = '<'.charCodeAt(0)

/**
 * Memory for the pages of a listing, which is used again once a page has been taken. As strings,
 * pages that wait grow old and are left to the garbage collector, which finds that it need not hurry.
 */
export class PageMemory {
  readonly #free: Buffer[] = []

  /** Returns memory for the bytes of a page, which need not be given back. */
  page(): PageBytes {
    return new PageBytes(this.#free.pop() ?? Buffer.allocUnsafeSlow(LENGTH), (memory) =>
      this.#free.push(memory),
    )
  }
}

/** The bytes of a page, which are a text if they are ASCII. */
export class PageBytes implements PageText {
  #memory: Buffer | undefined
  #length = 0
  readonly #giveBack: (memory: Buffer) => void

  constructor(memory: Buffer, giveBack: (memory: Buffer) => void) {
    this.#memory = memory
    this.#giveBack = giveBack
  }

  /** Adds bytes at the end. */
  add(chunk: Uint8Array): void {
    const end = this.#length + chunk.length
    let memory = this.#memory!
    if (end > memory.length) {
      memory = Buffer.allocUnsafeSlow(Math.max(end, 2 * memory.length))
      this.bytes.copy(memory)
      this.#memory = memory
    }
    memory.set(chunk, this.#length)
    this.#length = end
  }

  /** Those that are there, as long as nothing is taken. */
  get bytes(): Buffer {
    return this.#memory!.subarray(0, this.#length)
  }

  upToTag(from: number): string {
    const memory = this.#memory!
    return memory.toString('latin1', from, memory.indexOf(TAG, from))
  }

  *parts(): Generator<string> {
    yield* partsOf(this.bytes)
  }

  *take(): Generator<string> {
    const { bytes } = this
    const memory = this.#memory!
    this.#memory = undefined
    yield* partsOf(bytes)
    this.#giveBack(memory)
  }
}

function* partsOf(bytes: Buffer): Generator<string> {
  for (let from = 0, end = 0; from < bytes.length; from = end) {
    const cut = bytes.length - from > PART ? bytes.lastIndexOf('<Contents>', from + PART) : -1
    end = cut > from ? cut : bytes.length
    yield bytes.toString('latin1', from, end)
  }
}
