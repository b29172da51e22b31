/** Characters that are likely wherever one of them has been seen. */
const KINDS = ['0123456789', 'abcdef', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEF', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** What stands at one place of keys. */
export class KeyPlace {
  readonly #seen = new Set<number>()
  readonly #likely = new Set<number>()
  readonly #refuted = new Set<number>()

  /** Takes note of a character; returns whether it is a new one. */
  see(code: number): boolean {
    if (this.#seen.has(code)) return false
    this.#seen.add(code)
    // A letter may be a part of a name, until another is there.
    for (const each of this.#seen.size > 1 || isDigit(code) ? [...this.#seen] : []) {
      for (const other of kindOf(each)) if (!this.#refuted.has(other)) this.#likely.add(other)
    }
    return true
  }

  isUnseen(code: number): boolean {
    return !this.#seen.has(code)
  }

  /** Takes note that none of the characters from this one on stands here. */
  refute(from: number): void {
    for (const code of this.#likely) if (code >= from) this.#refuted.add(code)
    for (const code of this.#refuted) this.#likely.delete(code)
  }

  get digits(): readonly number[] {
    return [...new Set([...this.#seen, ...this.#likely])].toSorted((a, b) => a - b)
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function kindOf(code: number): readonly number[] {
  const character = String.fromCodePoint(code)
  const kind = KINDS.find((characters) => characters.includes(character)) ?? character
  return Array.from(kind, (each) => each.codePointAt(0)!)
}
