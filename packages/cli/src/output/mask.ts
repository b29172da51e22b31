// A shorter value stands in many a word and number, so that hiding it would only garble them.
const SHORTEST_SECRET = 6

/**
 * Keeps secrets out of what is printed: each that it was given, in any
 * way that URLs and JSON write it, and the password of any URL, known or not.
 */
export class Mask {
  readonly #shown = new Map<string, string>()
  #pattern: RegExp | undefined

  /** From now on shows `shown` in place of `secret`, unless that has fewer than six characters. */
  hide(secret: string, shown: string): void {
    for (const written of [secret, ...passwordsOf(secret)].flatMap(waysToWrite)) {
      if (written.length >= SHORTEST_SECRET && !this.#shown.has(written)) this.#shown.set(written, shown)
    }
    this.#compile()
  }

  /** From now on shows `value` as it is; what is secret within it stays hidden. */
  show(value: string): void {
    for (const written of waysToWrite(value)) this.#shown.delete(written)
    this.#compile()
  }

  #compile(): void {
    const longestFirst = [...this.#shown.keys()].toSorted((a, b) => b.length - a.length)
    this.#pattern = longestFirst.length > 0 ? new RegExp(longestFirst.map(escape).join('|'), 'g') : undefined
  }

  /** Returns `text` with nothing secret in it. */
  text(text: string): string {
    const known = this.#pattern ? text.replace(this.#pattern, (secret) => this.#shown.get(secret)!) : text
    return known.replaceAll(PASSWORD_IN_URL, '$1****@')
  }
}

const PASSWORD_IN_URL = /([a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)(?!\$\{env:\w+\}@)[^\s/]+@/gi

/** The passwords of the URLs in `text`, as they stand there. */
export function passwordsOf(text: string): string[] {
  return Array.from(text.matchAll(/[a-z][a-z\d+.-]*:\/\/[^\s:/@]*:([^\s/]+)@/gi), ([, password]) => password!)
}

function waysToWrite(secret: string): string[] {
  return [secret, decode(secret)].flatMap((plain) => [
    plain,
    encodeURIComponent(plain),
    JSON.stringify(plain).slice(1, -1),
  ])
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a lone % is nothing encoded
  }
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}
