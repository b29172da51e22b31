import { foldCase } from '../../sql/tokens/tokens.js'
import type { Fault } from '../reports/load-error.js'
import { FAULT_CODE } from '../reports/load-error.js'
import { JsonGrammar } from './json-grammar.js'
import type { PathNode } from './json-paths.js'
import { compactJson, unescapeJson } from './json-text.js'

/** How the scanner picks the fields out of JSON values. */
interface JsonScannerOptions {
  readonly tree: PathNode
  /** For each column whether it takes JSON text (SUPER) rather than the value's own text. */
  readonly json: readonly boolean[]
  /** Whether the case of member names is ignored. */
  readonly ignoreCase?: boolean
}

/**
 * Reads one JSON value in a single pass and picks the fields that a tree of paths asks for. Numbers keep their
 * digits, since no number is ever made of them; JSON.parse would lose integers beyond 2^53. A pass of our own also
 * distinguishes "incomplete" from "malformed", which a stream needs, and takes less time.
 */
export class JsonScanner {
  /** The fields of the value scanned last, one for each column; null if there is none. */
  readonly fields: (string | null)[]
  /** What is wrong with the latest value though it is JSON, if anything is. */
  fault: (Fault & { column: number }) | undefined
  readonly #tree: PathNode
  readonly #json: readonly boolean[]
  readonly #ignoreCase: boolean
  readonly #grammar = new JsonGrammar()

  constructor({ tree, json, ignoreCase = false }: JsonScannerOptions) {
    this.#tree = tree
    this.#json = json
    this.#ignoreCase = ignoreCase
    this.fields = json.map(() => null)
  }

  /** Where the latest scan found what is no JSON. */
  get stop(): number {
    return this.#grammar.stop
  }

  /** Takes the text to scan, and its bytes with at least one zero byte after them. */
  load(text: string, bytes: Uint8Array): void {
    this.#grammar.load(text, bytes)
  }

  /** Reads the value that begins at `at`: the position after it, `incomplete` or `malformed`. */
  scan(at: number): number {
    this.fault = undefined
    this.#clear(this.#tree)
    return this.#pick(this.#tree, at)
  }

  #pick(node: PathNode, at: number): number {
    const grammar = this.#grammar
    const { text, bytes } = grammar
    const first = bytes[at]!
    let end: number
    if (first === 0x22 /* " */) {
      grammar.escaped = false
      end = grammar.string(at + 1)
      if (end < 0) return end
      for (const column of node.columns) {
        if (this.#json[column] === true) this.fields[column] = text.slice(at, end)
        else {
          const inner = text.slice(at + 1, end - 1)
          this.fields[column] = grammar.escaped ? unescapeJson(inner) : inner
        }
      }
    } else if (first === 0x7b /* { */ || first === 0x5b /* [ */) {
      if (first === 0x7b && node.members.size > 0) end = this.#object(node, at)
      else if (first === 0x5b && node.elements.size > 0) end = this.#array(node, at)
      else end = grammar.nested(at)
      if (end < 0) return end
      for (const column of node.columns) this.fields[column] = compactJson(text.slice(at, end))
    } else {
      end = grammar.scalar(at)
      if (end < 0) return end
      const missing = first === 0x6e /* n */
      for (const column of node.columns) this.fields[column] = missing ? null : text.slice(at, end)
      if (missing && node.elements.size === 0) return end
    }
    if (first !== 0x7b && node.members.size > 0) this.#blame(node.members, NOT_AN_OBJECT)
    if (first !== 0x5b && node.elements.size > 0) this.#blame(node.elements, NOT_IN_ARRAY)
    return end
  }

  #object(node: PathNode, start: number): number {
    const grammar = this.#grammar
    const { text, bytes } = grammar
    let at = grammar.blank(start + 1)
    if (bytes[at] === 0x7d /* } */) return at + 1
    let last = node.names.start
    for (;;) {
      const likely = last.next
      const behind = likely === undefined ? -1 : grammar.literal(likely.written, at)
      let member: PathNode | undefined
      if (likely !== undefined && behind >= 0) {
        last = likely
        member = likely.place
        at = grammar.blank(behind)
      } else {
        if (bytes[at] !== 0x22) return grammar.unexpected(at)
        grammar.escaped = false
        const end = grammar.string(at + 1)
        if (end < 0) return end
        const inner = text.slice(at + 1, end - 1)
        member = this.#memberOf(node, grammar.escaped ? unescapeJson(inner) : inner)
        last = node.names.follow(last, inner, member)
        at = grammar.blank(end)
        if (bytes[at] !== 0x3a /* : */) return grammar.unexpected(at)
        at = grammar.blank(at + 1)
      }
      if (member === undefined) at = grammar.skip(at)
      else {
        // Of members with one name the last counts, whole.
        this.#clear(member)
        at = this.#pick(member, at)
      }
      if (at < 0) return at
      at = grammar.blank(at)
      const next = bytes[at]!
      if (next === 0x7d) return at + 1
      if (next !== 0x2c /* , */) return grammar.unexpected(at)
      at = grammar.blank(at + 1)
    }
  }

  #memberOf(node: PathNode, name: string): PathNode | undefined {
    return node.members.get(this.#ignoreCase ? foldCase(name) : name)
  }

  #array(node: PathNode, start: number): number {
    const grammar = this.#grammar
    const { bytes } = grammar
    let at = grammar.blank(start + 1)
    let count = 0
    if (bytes[at] === 0x5d /* ] */) at++
    else {
      for (;;) {
        const element = node.elements.get(count)
        at = element === undefined ? grammar.skip(at) : this.#pick(element, at)
        if (at < 0) return at
        count++
        at = grammar.blank(at)
        const next = bytes[at]!
        at++
        if (next === 0x5d) break
        if (next !== 0x2c) return grammar.unexpected(at - 1)
        at = grammar.blank(at)
      }
    }
    for (const [index, element] of node.elements) {
      if (index >= count) this.#blame(new Map([[index, element]]), NOT_IN_ARRAY)
    }
    return at
  }

  #clear(node: PathNode): void {
    for (const column of node.within) this.fields[column] = null
  }

  #blame(children: ReadonlyMap<unknown, PathNode>, reason: string): void {
    if (this.fault !== undefined) return
    const column = Math.min(...[...children.values()].flatMap((node) => node.within))
    this.fault = { code: FAULT_CODE.line, reason, column }
  }
}

// The first as reported by users, the second as documented.
const NOT_AN_OBJECT = 'Invalid JSONPath format: Member is not an object.'
const NOT_IN_ARRAY = 'Invalid JSONPath format: Not an array or index out of range.'
