/** A text that stays hidden when it is printed, inspected or serialized as JSON. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself. It must never be part of a message, a log or an error. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return '***'
  }

  toJSON(): string {
    return '***'
  }
}
