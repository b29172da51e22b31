import type { Statement } from '../tokens/split-statements.js'
import { isLong, keptName, MARK, storedName } from './names.js'

/** What `storedName` makes of a long name. */
const STORED = /[^\s"]+~[0-9a-f]{16}/g

/** The long names that a cluster has met: PostgreSQL stores each under a short one, which no client may see. */
export class LongNames {
  /** Long names by the name that PostgreSQL stores. */
  readonly #names = new Map<string, string>()
  readonly #keep: (name: string) => void

  /** `keep` is called with every long name when it is first met. */
  constructor(keep: (name: string) => void = () => {}) {
    this.#keep = keep
  }

  /** Whether there is no long name so far. */
  get none(): boolean {
    return this.#names.size === 0
  }

  /** Remembers each of `names` that is too long for PostgreSQL. */
  learn(...names: readonly string[]): void {
    for (const name of names) {
      if (!isLong(name)) continue
      const stored = storedName(name)
      if (this.#names.has(stored)) continue
      this.#names.set(stored, keptName(name))
      this.#keep(keptName(name))
    }
  }

  /** Remembers the long names in `statements`. */
  learnFrom(...statements: readonly Statement[]): void {
    for (const { kind, value } of statements.flatMap(({ tokens }) => tokens)) {
      if (kind === 'word' || kind === 'quoted') this.learn(value)
    }
  }

  /** The name that clients know; `stored` is what PostgreSQL stores for it. */
  clientName(stored: string): string {
    return this.#names.get(stored) ?? stored
  }

  /** `text` with every stored name in it replaced by the one that clients know. */
  clientText(text: string): string {
    return this.none ? text : text.replaceAll(STORED, (stored) => this.clientName(stored))
  }

  /** The same of a value in bytes. */
  readonly clientValue = (value: Buffer): Buffer =>
    value.includes(MARK) ? Buffer.from(this.clientText(value.toString())) : value
}
