import type { RedshiftError } from '../../redshift-error.js'
import { syntaxError } from './syntax-error.js'
import type { Token, TokenKind } from './tokens.js'

/** A walk along the tokens of a statement. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  #at: number

  constructor(tokens: readonly Token[], at = 0) {
    this.#tokens = tokens
    this.#at = at
  }

  /** The index of the next token. */
  get at(): number {
    return this.#at
  }

  /** The token `ahead` of the next one. */
  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead]
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++]
  }

  /** Whether these bare words or symbols come next. */
  sees(...values: readonly string[]): boolean {
    return values.every((value, i) => {
      const token = this.peek(i)
      return token?.value === value && (token.kind === 'word' || token.kind === 'symbol')
    })
  }

  /** Steps over these bare words or symbols if they come next. */
  accept(...values: readonly string[]): boolean {
    const seen = this.sees(...values)
    if (seen) this.#at += values.length
    return seen
  }

  /** Steps over these bare words or symbols. Throws `RedshiftError` (42601) if anything else comes next. */
  expect(...values: readonly string[]): void {
    for (const value of values) if (!this.accept(value)) throw this.unexpected()
  }

  /** Steps over a token of one of these kinds, if one comes next, and returns its value. */
  take(...kinds: readonly TokenKind[]): string | undefined {
    const token = this.peek()
    if (token === undefined || !kinds.includes(token.kind)) return undefined
    this.#at++
    return token.value
  }

  /** Steps over a name without a schema. Throws `RedshiftError` (42601) if none comes next. */
  word(): string {
    const name = this.take('word', 'quoted')
    if (name === undefined) throw this.unexpected()
    return name
  }

  /** Steps over a string and returns its content. Throws `RedshiftError` (42601) if none comes next. */
  string(): string {
    const content = this.take('string')
    if (content === undefined) throw this.unexpected()
    return content
  }

  /** Steps over a whole number. Throws `RedshiftError` (42601) if none comes next. */
  integer(): number {
    const token = this.peek()
    const number = token?.kind === 'number' ? Number(token.text) : Number.NaN
    if (!Number.isSafeInteger(number)) throw this.unexpected()
    this.#at++
    return number
  }

  /** The error to throw if the next token must not come here; a string is not shown. */
  unexpected(): RedshiftError {
    return syntaxError(this.peek())
  }

  /** Steps over what is in parentheses, if that comes next; its tokens, without the parentheses. */
  group(): readonly Token[] | undefined {
    if (!this.sees('(')) return undefined
    const start = this.#at + 1
    let depth = 0
    for (; this.#at < this.#tokens.length; this.#at++) {
      if (this.sees('(')) depth++
      else if (this.sees(')') && --depth === 0) {
        this.#at++
        return this.#tokens.slice(start, this.#at - 1)
      }
    }
    return this.#tokens.slice(start)
  }

  /** Steps over a name with or without a schema; its parts, lower case. */
  name(): string[] | undefined {
    const parts: string[] = []
    do {
      const part = this.take('word', 'quoted')
      if (part === undefined) break
      parts.push(part)
    } while (this.accept('.'))
    return parts.length > 0 ? parts : undefined
  }
}

/** `tokens` cut at the commas outside parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'symbol' && '(['.includes(token.text)) depth++
    if (token.kind === 'symbol' && ')]'.includes(token.text)) depth--
    if (depth === 0 && token.kind === 'symbol' && token.text === ',') parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}
