import type { Secret } from './secret.js'

// A shorter secret stands in many a word and number, so that hiding it would only garble them.
const SHORTEST = 6

/** Keeps the secrets of a sink, given or fetched, out of what a server says. */
export class HiddenSecrets {
  readonly #secrets: Set<string>

  constructor(secrets: readonly Secret[]) {
    this.#secrets = new Set(secrets.map((secret) => secret.reveal()))
  }

  /** Hides one more secret from now on. */
  add(secret: Secret): void {
    this.#secrets.add(secret.reveal())
  }

  /** Returns `text` with no secret in it that has six characters or more. */
  hide(text: string): string {
    const longestFirst = [...this.#secrets].toSorted((a, b) => b.length - a.length)
    return longestFirst
      .filter((secret) => secret.length >= SHORTEST)
      .reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
  }
}
