/** What {@link JsonGrammar} returns if the text ends before the value does. */
export const INCOMPLETE = -1
/** What {@link JsonGrammar} returns if the text is not JSON; {@link JsonGrammar.stop} says at which place. */
export const MALFORMED = -2

/**
 * Passes over JSON, as https://www.rfc-editor.org/rfc/rfc8259 has it. Each method takes a position and returns that
 * after what it passed over, {@link INCOMPLETE} or {@link MALFORMED}.
 */
export class JsonGrammar {
  /** One character a byte. */
  text = ''
  /** The bytes of `text`, with at least one zero byte after them. */
  bytes: Uint8Array = new Uint8Array()
  /** Where the text turned out to be no JSON. */
  stop = 0
  /** Whether a string has been passed over that has a backslash; to be reset by who wants to know. */
  escaped = false

  load(text: string, bytes: Uint8Array): void {
    this.text = text
    this.bytes = bytes
  }

  /** Passes over these very bytes; returns -1 if others stand there. */
  literal(written: Uint8Array, at: number): number {
    const bytes = this.bytes
    for (let index = 0; index < written.length; index++) if (bytes[at + index] !== written[index]) return -1
    return at + written.length
  }

  /** Passes over a value of any kind. */
  skip(at: number): number {
    const first = this.bytes[at]!
    if (first === 0x22) return this.string(at + 1)
    if (first === 0x7b || first === 0x5b) return this.nested(at)
    return this.scalar(at)
  }

  /** Passes over an object or array, however deep; by a loop, since depth comes from the data. */
  nested(start: number): number {
    const bytes = this.bytes
    const open: boolean[] = []
    let at = start
    for (;;) {
      const first = bytes[at]!
      if (first === 0x7b || first === 0x5b) {
        const object = first === 0x7b
        at = this.blank(at + 1)
        if (bytes[at] !== (object ? 0x7d : 0x5d)) {
          open.push(object)
          if (object && (at = this.name(at)) < 0) return at
          continue
        }
        at++
      } else {
        at = first === 0x22 ? this.string(at + 1) : this.scalar(at)
        if (at < 0) return at
      }
      for (;;) {
        if (open.length === 0) return at
        at = this.blank(at)
        const object = open.at(-1) === true
        const next = bytes[at]!
        if (next === 0x2c) {
          at = this.blank(at + 1)
          if (object && (at = this.name(at)) < 0) return at
          break
        }
        if (next !== (object ? 0x7d : 0x5d)) return this.unexpected(at)
        open.pop()
        at++
      }
    }
  }

  /** Passes over a member's name and colon, up to its value. */
  name(start: number): number {
    if (this.bytes[start] !== 0x22) return this.unexpected(start)
    const end = this.string(start + 1)
    if (end < 0) return end
    const at = this.blank(end)
    return this.bytes[at] === 0x3a ? this.blank(at + 1) : this.unexpected(at)
  }

  /** Passes over the rest of a string, whose opening quote stands before `start`. */
  string(start: number): number {
    const bytes = this.bytes
    for (let at = start; ; at++) {
      const code = bytes[at]!
      if (code === 0x22) return at + 1
      if (code === 0x5c /* \ */) {
        this.escaped = true
        const letter = bytes[++at]!
        if (letter === 0x75 /* u */) {
          for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[++at]!)) return this.unexpected(at)
        } else if (!isEscape(letter)) return this.unexpected(at)
      } else if (!(code >= 0x20)) return this.unexpected(at)
    }
  }

  /** Passes over a number, true, false or null. */
  scalar(start: number): number {
    const text = this.text
    const bytes = this.bytes
    let at = start
    let code = bytes[at]!
    if (code === 0x2d /* - */ || isDigit(code)) {
      if (code === 0x2d) code = bytes[++at]!
      if (code === 0x30 /* 0 */) code = bytes[++at]!
      else {
        if (!isDigit(code)) return this.unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      if (code === 0x2e /* . */) {
        code = bytes[++at]!
        if (!isDigit(code)) return this.unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      if (code === 0x65 || code === 0x45 /* e E */) {
        code = bytes[++at]!
        if (code === 0x2b || code === 0x2d) code = bytes[++at]!
        if (!isDigit(code)) return this.unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      // What follows a number inside a value must be seen before the number is known to be whole.
      return at < text.length ? at : INCOMPLETE
    }
    const word = code === 0x74 ? 'true' : code === 0x66 ? 'false' : code === 0x6e ? 'null' : ''
    for (let index = 0; index < word.length; index++) {
      if (bytes[at + index] !== word.charCodeAt(index)) return this.unexpected(at + index)
    }
    return word === '' ? this.unexpected(at) : at + word.length
  }

  /** Passes over blanks, of which there may be none. */
  blank(start: number): number {
    const bytes = this.bytes
    let at = start
    let code = bytes[at]!
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = bytes[++at]!
    return at
  }

  /** What to return for a character that cannot stand at `at`. */
  unexpected(at: number): number {
    if (at >= this.text.length) return INCOMPLETE
    this.stop = at
    return MALFORMED
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)
}

/** Whether `code` may follow a backslash: " \ / b f n r t. */
function isEscape(code: number): boolean {
  return (
    code === 0x22 ||
    code === 0x5c ||
    code === 0x2f ||
    code === 0x62 ||
    code === 0x66 ||
    code === 0x6e ||
    code === 0x72 ||
    code === 0x74
  )
}
