import type { Fault } from './load-error.js'
import { faultCode } from './load-error.js'
import { compactJson, unescapeJson } from './json-text.js'
import type { PathNode } from './json-paths.js'

/** What {@link JsonScanner.scan} returns where the text ends before the value does. */
export const incomplete = -1
/** What {@link JsonScanner.scan} returns where the text is no JSON; {@link JsonScanner.stop} is where. */
export const malformed = -2

/** How the scanner picks the fields out of JSON values. */
export interface JsonScannerOptions {
  readonly tree: PathNode
  /** For each column whether it takes JSON text (SUPER) rather than the value's own text. */
  readonly json: readonly boolean[]
  /** Whether member names are matched whatever their case. */
  readonly ignoreCase?: boolean
}

/**
 * Reads one JSON value in a single pass and picks the fields that a tree of paths asks for. Numbers keep their
 * digits, since no number is ever made of them; JSON.parse would lose integers beyond 2^53. A pass of our own also
 * tells "incomplete" from "malformed", which a stream needs, and takes about a third of JSON.parse's time.
 */
export class JsonScanner {
  /** The fields of the value scanned last, one for each column; null where there is none. */
  readonly fields: (string | null)[]
  /** What is wrong with the latest value though it is JSON, if anything is. */
  fault: (Fault & { column: number }) | undefined
  /** Where the latest scan found what is no JSON. */
  stop = 0
  readonly #tree: PathNode
  readonly #json: readonly boolean[]
  readonly #ignoreCase: boolean
  #text = ''
  #bytes: Uint8Array = new Uint8Array()
  #escaped = false

  constructor({ tree, json, ignoreCase = false }: JsonScannerOptions) {
    this.#tree = tree
    this.#json = json
    this.#ignoreCase = ignoreCase
    this.fields = json.map(() => null)
  }

  /** Takes the text to scan, and its bytes with at least one zero byte behind them. */
  load(text: string, bytes: Uint8Array): void {
    this.#text = text
    this.#bytes = bytes
  }

  /** Reads the value that begins at `at`: the position behind it, {@link incomplete} or {@link malformed}. */
  scan(at: number): number {
    this.fault = undefined
    this.#clear(this.#tree)
    return this.#pick(this.#tree, at)
  }

  #pick(node: PathNode, at: number): number {
    const text = this.#text
    const bytes = this.#bytes
    const first = bytes[at]!
    let end: number
    if (first === 0x22 /* " */) {
      this.#escaped = false
      end = this.#string(at + 1)
      if (end < 0) return end
      for (const column of node.columns) {
        if (this.#json[column] === true) this.fields[column] = text.slice(at, end)
        else {
          const inner = text.slice(at + 1, end - 1)
          this.fields[column] = this.#escaped ? unescapeJson(inner) : inner
        }
      }
    } else if (first === 0x7b /* { */ || first === 0x5b /* [ */) {
      if (first === 0x7b && node.members.size > 0) end = this.#object(node, at)
      else if (first === 0x5b && node.elements.size > 0) end = this.#array(node, at)
      else end = this.#nested(at)
      if (end < 0) return end
      for (const column of node.columns) this.fields[column] = compactJson(text.slice(at, end))
    } else {
      end = this.#scalar(at)
      if (end < 0) return end
      const missing = first === 0x6e /* n */
      for (const column of node.columns) this.fields[column] = missing ? null : text.slice(at, end)
      if (missing && node.elements.size === 0) return end
    }
    if (first !== 0x7b && node.members.size > 0) this.#blame(node.members, notAnObject)
    if (first !== 0x5b && node.elements.size > 0) this.#blame(node.elements, notInArray)
    return end
  }

  #object(node: PathNode, start: number): number {
    const text = this.#text
    const bytes = this.#bytes
    let at = this.#blank(start + 1)
    if (bytes[at] === 0x7d /* } */) return at + 1
    for (;;) {
      if (bytes[at] !== 0x22) return this.#unexpected(at)
      this.#escaped = false
      const end = this.#string(at + 1)
      if (end < 0) return end
      let name = text.slice(at + 1, end - 1)
      if (this.#escaped) name = unescapeJson(name)
      if (this.#ignoreCase) name = name.toLowerCase()
      at = this.#blank(end)
      if (bytes[at] !== 0x3a /* : */) return this.#unexpected(at)
      at = this.#blank(at + 1)
      const member = node.members.get(name)
      if (member === undefined) at = this.#skip(at)
      else {
        // Of members with one name the last counts, whole.
        this.#clear(member)
        at = this.#pick(member, at)
      }
      if (at < 0) return at
      at = this.#blank(at)
      const next = bytes[at]!
      if (next === 0x7d) return at + 1
      if (next !== 0x2c /* , */) return this.#unexpected(at)
      at = this.#blank(at + 1)
    }
  }

  #array(node: PathNode, start: number): number {
    const bytes = this.#bytes
    let at = this.#blank(start + 1)
    let count = 0
    if (bytes[at] === 0x5d /* ] */) at++
    else {
      for (;;) {
        const element = node.elements.get(count)
        at = element === undefined ? this.#skip(at) : this.#pick(element, at)
        if (at < 0) return at
        count++
        at = this.#blank(at)
        const next = bytes[at]!
        at++
        if (next === 0x5d) break
        if (next !== 0x2c) return this.#unexpected(at - 1)
        at = this.#blank(at)
      }
    }
    for (const [index, element] of node.elements) {
      if (index >= count) this.#blame(new Map([[index, element]]), notInArray)
    }
    return at
  }

  /** Passes over a value of any kind. */
  #skip(at: number): number {
    const first = this.#bytes[at]!
    if (first === 0x22) return this.#string(at + 1)
    if (first === 0x7b || first === 0x5b) return this.#nested(at)
    return this.#scalar(at)
  }

  /** Passes over an object or array, however deep; by a loop, since depth comes from the data. */
  #nested(start: number): number {
    const bytes = this.#bytes
    const open: boolean[] = []
    let at = start
    for (;;) {
      const first = bytes[at]!
      if (first === 0x7b || first === 0x5b) {
        const object = first === 0x7b
        at = this.#blank(at + 1)
        if (bytes[at] !== (object ? 0x7d : 0x5d)) {
          open.push(object)
          if (object && (at = this.#name(at)) < 0) return at
          continue
        }
        at++
      } else {
        at = first === 0x22 ? this.#string(at + 1) : this.#scalar(at)
        if (at < 0) return at
      }
      for (;;) {
        if (open.length === 0) return at
        at = this.#blank(at)
        const object = open.at(-1) === true
        const next = bytes[at]!
        if (next === 0x2c) {
          at = this.#blank(at + 1)
          if (object && (at = this.#name(at)) < 0) return at
          break
        }
        if (next !== (object ? 0x7d : 0x5d)) return this.#unexpected(at)
        open.pop()
        at++
      }
    }
  }

  /** Passes over a member's name and colon, up to its value. */
  #name(start: number): number {
    if (this.#bytes[start] !== 0x22) return this.#unexpected(start)
    const end = this.#string(start + 1)
    if (end < 0) return end
    const at = this.#blank(end)
    return this.#bytes[at] === 0x3a ? this.#blank(at + 1) : this.#unexpected(at)
  }

  #string(start: number): number {
    const bytes = this.#bytes
    for (let at = start; ; at++) {
      const code = bytes[at]!
      if (code === 0x22) return at + 1
      if (code === 0x5c /* \ */) {
        this.#escaped = true
        const letter = bytes[++at]!
        if (letter === 0x75 /* u */) {
          for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[++at]!)) return this.#unexpected(at)
        } else if (!isEscape(letter)) return this.#unexpected(at)
      } else if (!(code >= 0x20)) return this.#unexpected(at)
    }
  }

  #scalar(start: number): number {
    const text = this.#text
    const bytes = this.#bytes
    let at = start
    let code = bytes[at]!
    if (code === 0x2d /* - */ || isDigit(code)) {
      if (code === 0x2d) code = bytes[++at]!
      if (code === 0x30 /* 0 */) code = bytes[++at]!
      else {
        if (!isDigit(code)) return this.#unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      if (code === 0x2e /* . */) {
        code = bytes[++at]!
        if (!isDigit(code)) return this.#unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      if (code === 0x65 || code === 0x45 /* e E */) {
        code = bytes[++at]!
        if (code === 0x2b || code === 0x2d) code = bytes[++at]!
        if (!isDigit(code)) return this.#unexpected(at)
        do code = bytes[++at]!
        while (isDigit(code))
      }
      // What follows a number inside a value must be seen before the number is known to be whole.
      return at < text.length ? at : incomplete
    }
    const word = code === 0x74 ? 'true' : code === 0x66 ? 'false' : code === 0x6e ? 'null' : ''
    for (let index = 0; index < word.length; index++) {
      if (bytes[at + index] !== word.charCodeAt(index)) return this.#unexpected(at + index)
    }
    return word === '' ? this.#unexpected(at) : at + word.length
  }

  #blank(start: number): number {
    const bytes = this.#bytes
    let at = start
    let code = bytes[at]!
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = bytes[++at]!
    return at
  }

  #unexpected(at: number): number {
    if (at >= this.#text.length) return incomplete
    this.stop = at
    return malformed
  }

  #clear(node: PathNode): void {
    for (const column of node.within) this.fields[column] = null
  }

  #blame(children: ReadonlyMap<unknown, PathNode>, reason: string): void {
    if (this.fault !== undefined) return
    const column = Math.min(...[...children.values()].flatMap((node) => node.within))
    this.fault = { code: faultCode.line, reason, column }
  }
}

// The first as reported by users, the second as documented.
const notAnObject = 'Invalid JSONPath format: Member is not an object.'
const notInArray = 'Invalid JSONPath format: Not an array or index out of range.'

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
