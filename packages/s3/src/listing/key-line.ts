import { KeyPlace } from './key-place.js'

/** How many characters that differ from key to key are reckoned with: enough to place one page among billions. */
const PRECISION = 24

/** How far so many pages reach. */
export interface Stride {
  readonly from: string
  readonly to: string
  readonly pages: number
}

/**
 * Puts keys on a line, to find one that lies about as far behind a second as that lies behind a
 * third. It reads a key as a number whose digits are the characters that keys have at that
 * place: so it counts up dates, hashes and running numbers, and what has come out wrong lies
 * nearer or farther than it should, and nothing worse.
 */
export class KeyLine {
  /** How all keys begin. */
  readonly #prefix: string
  /** The characters that keys have at each place behind the prefix, as code points. */
  readonly #places: KeyPlace[] = []
  /** Those by which keys are read, each in order. */
  #digits: (readonly number[])[] = []

  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** Takes note of the characters of keys. */
  learn(keys: Iterable<string>): void {
    for (const key of keys) {
      let place = 0
      for (let at = this.#prefix.length; at < key.length; place++) {
        const code = key.codePointAt(at)!
        // A control character may be none that a server takes.
        if (code >= 0x20 && (this.#places[place] ??= new KeyPlace()).see(code)) this.#digits = []
        at += code > 0xffff ? 2 : 1
      }
    }
  }

  /** Takes note that no key lies between `guess`, which has been made up, and `first`. */
  refute(guess: string, first: string): void {
    const [guessed, found] = [this.#codesOf(guess), this.#codesOf(first)]
    const from = guessed.findIndex((code, index) => code !== found[index])
    const wrong = guessed.findIndex((code, index) => index > from && this.#places[index]?.isUnseen(code))
    if (from < 0 || wrong < 0) return
    this.#places[wrong]?.refute(guessed[wrong]!)
    this.#digits = []
  }

  /** About how many pages lie between two keys. */
  pages(after: string, until: string, { from, to, pages }: Stride): number {
    const stride = this.#valueOf(to) - this.#valueOf(from)
    const way = this.#valueOf(until) - this.#valueOf(after)
    return stride > 0n ? (Number((way * 16n) / stride) / 16) * pages : 0
  }

  /** A key that lies about `count` pages behind `key`; undefined if none can lie there. */
  behind(key: string, { from, to, pages }: Stride, count: number): string | undefined {
    const stride = this.#valueOf(to) - this.#valueOf(from)
    return this.#keyOf(this.#valueOf(key) + (stride * BigInt(Math.round((count / pages) * 16))) / 16n)
  }

  #valueOf(key: string): bigint {
    const codes = this.#codesOf(key)
    return this.#read().reduce((value, digits, place) => {
      const code = codes[place] ?? -1
      const digit = digits.findIndex((each) => each >= code)
      return value * BigInt(digits.length) + BigInt(digit < 0 ? digits.length - 1 : digit)
    }, 0n)
  }

  #keyOf(value: bigint): string | undefined {
    let rest = value
    const codes: number[] = []
    for (const digits of this.#read().toReversed()) {
      const count = BigInt(digits.length)
      codes.unshift(digits[Number(rest % count)]!)
      rest /= count
    }
    return rest > 0n ? undefined : this.#prefix + String.fromCodePoint(...codes)
  }

  /** Returns the digits of each place, up to where more would make no difference. */
  #read(): readonly (readonly number[])[] {
    if (this.#digits.length > 0) return this.#digits
    let left = PRECISION
    for (const place of this.#places) {
      const digits = place?.digits ?? []
      if (digits.length === 0 || (digits.length > 1 && left-- === 0)) break
      this.#digits.push(digits)
    }
    return this.#digits
  }

  #codesOf(key: string): number[] {
    return Array.from(key.slice(this.#prefix.length), (character) => character.codePointAt(0)!)
  }
}
