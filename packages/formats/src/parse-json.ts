import { isUtf8 } from 'node:buffer'
import type { JsonArray, JsonNumber, JsonObject, JsonString, JsonValue } from './json-value.js'

/**
 * The value that `text` is, which has one character a byte of UTF-8. JSON.parse would
 * lose the digits of numbers, members of one name, and what is no UTF-8. Throws
 * `SyntaxError` where it is no JSON.
 */
export function parseJson(text: string): JsonValue {
  const parser = new Parser(text)
  const value = parser.value(0)
  parser.end()
  return value
}

/** As deep as SUPER goes. */
const DEEPEST = 1_000

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): JsonValue {
    this.#skipBlanks()
    const first = this.#text[this.#at]
    if (first === '{') return depth < DEEPEST ? this.#object(depth + 1) : this.#tooDeep()
    if (first === '[') return depth < DEEPEST ? this.#array(depth + 1) : this.#tooDeep()
    if (first === '"') return this.#string()
    if (first === 't') return this.#word('true', { kind: 'boolean', text: 'true', bytes: 4 })
    if (first === 'f') return this.#word('false', { kind: 'boolean', text: 'false', bytes: 5 })
    if (first === 'n') return this.#word('null', { kind: 'null', bytes: 4 })
    return this.#number()
  }

  end(): void {
    this.#skipBlanks()
    if (this.#at < this.#text.length) throw this.#unexpected()
  }

  #object(depth: number): JsonObject {
    const members: [JsonString, JsonValue][] = []
    const names = new Set<string>()
    let bytes = 2
    let unfit: string | undefined
    this.#list('}', () => {
      if (this.#text[this.#at] !== '"') throw this.#unexpected()
      const name = this.#string()
      this.#skipBlanks()
      this.#take(':')
      const value = this.value(depth)
      members.push([name, value])
      bytes += name.bytes + value.bytes + 1
      unfit ??= name.unfit ?? value.unfit
      if (names.has(name.text)) unfit ??= `has two members ${JSON.stringify(name.text)}`
      names.add(name.text)
    })
    return { kind: 'object', members, bytes: bytes + Math.max(0, members.length - 1), unfit }
  }

  #array(depth: number): JsonArray {
    const elements: JsonValue[] = []
    let bytes = 2
    let unfit: string | undefined
    this.#list(']', () => {
      const value = this.value(depth)
      elements.push(value)
      bytes += value.bytes
      unfit ??= value.unfit
    })
    return { kind: 'array', elements, bytes: bytes + Math.max(0, elements.length - 1), unfit }
  }

  #list(closing: string, item: () => void): void {
    this.#at++
    this.#skipBlanks()
    if (this.#text[this.#at] !== closing) {
      for (;;) {
        item()
        this.#skipBlanks()
        if (this.#text[this.#at] !== ',') break
        this.#at++
        this.#skipBlanks()
      }
    }
    this.#take(closing)
  }

  #string(): JsonString {
    const start = this.#at
    const end = endOfString(this.#text, start)
    if (end < 0) throw this.#unexpected()
    this.#at = end
    const plain = this.#text.slice(start + 1, end - 1)
    if (PLAIN.test(plain)) return { kind: 'string', text: plain, bytes: end - start }
    const raw = Buffer.from(this.#text.slice(start, end), 'latin1')
    const text = JSON.parse(raw.toString('utf8')) as string
    return { kind: 'string', text, bytes: raw.length, unfit: faultOf(text, raw) }
  }

  #number(): JsonNumber {
    NUMBER.lastIndex = this.#at
    const [text] = NUMBER.exec(this.#text) ?? []
    if (text === undefined) throw this.#unexpected()
    this.#at += text.length
    return { kind: 'number', text, bytes: text.length, unfit: isInRange(text) ? undefined : OUT_OF_RANGE }
  }

  #word(word: string, value: JsonValue): JsonValue {
    if (!this.#text.startsWith(word, this.#at)) throw this.#unexpected()
    this.#at += word.length
    return value
  }

  /** Passes over what is too deep to be of use, by a loop, since depth comes from the data. */
  #tooDeep(): JsonArray {
    const start = this.#at
    let open = 0
    do {
      const character = this.#text[this.#at]
      if (character === undefined) throw this.#unexpected()
      if (character === '"') {
        this.#at = endOfString(this.#text, this.#at)
        if (this.#at < 0) throw new SyntaxError('Unterminated string')
        continue
      }
      if (character === '{' || character === '[') open++
      else if (character === '}' || character === ']') open--
      this.#at++
    } while (open > 0)
    return {
      kind: 'array',
      elements: [],
      bytes: this.#at - start,
      unfit: `is more than ${DEEPEST} levels deep`,
    }
  }

  #take(character: string): void {
    if (this.#text[this.#at] !== character) throw this.#unexpected()
    this.#at++
  }

  #skipBlanks(): void {
    while (' \n\r\t'.includes(this.#text[this.#at] ?? '-')) this.#at++
  }

  #unexpected(): SyntaxError {
    return new SyntaxError(`Unexpected text at ${this.#at}`)
  }
}

/** Text that stands for itself, as most does: without escapes, and in ASCII. */
const PLAIN = /^[ !#-[\]-~]*$/

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const OUT_OF_RANGE = 'has a number out of the range of SUPER'

/** Where the string that begins at `start` ends; -1 if it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1
    if (text[at] === '\\') at++
  }
  return -1
}

function faultOf(text: string, raw: Buffer): string | undefined {
  if (!isUtf8(raw) || /\p{Surrogate}/u.test(text)) return 'has text that is not UTF-8'
  return text.includes('\0') ? 'has text with the character NUL' : undefined
}

// A number that is too small for a double becomes 0 there, which is another number.
function isInRange(text: string): boolean {
  const value = Number(text)
  return (
    text.length <= 1_000 && Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(text.replace(/e.*/i, '')))
  )
}
