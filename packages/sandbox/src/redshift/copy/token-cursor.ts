import { RedshiftError } from '../redshift-error.js'
import { type Token, tokenize } from '../sql/tokens.js'

/** Reads a statement's tokens one after the other. */
export class TokenCursor {
  readonly #tokens: readonly Token[]
  #at = 0

  /** @throws RedshiftError where `sql` cannot be cut into tokens. */
  constructor(sql: string) {
    this.#tokens = tokenize(sql)
  }

  /** The next token; undefined at the end, which a semicolon is too. */
  peek(): Token | undefined {
    const token = this.#tokens[this.#at]
    return token?.kind === 'symbol' && token.text === ';' ? undefined : token
  }

  /** Whether the next token is this word or symbol, which is then passed. */
  accept(text: string): boolean {
    const token = this.peek()
    if (token === undefined || token.value !== text || !(token.kind === 'word' || token.kind === 'symbol'))
      return false
    this.#at++
    return true
  }

  /** Passes this word or symbol. */
  expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected()
  }

  /** The next token's value, where it is of one of these kinds. */
  take(...kinds: Token['kind'][]): string | undefined {
    const token = this.peek()
    if (token === undefined || !kinds.includes(token.kind)) return undefined
    this.#at++
    return token.value
  }

  name(): string {
    const name = this.take('word', 'quoted')
    if (name === undefined) throw this.unexpected()
    return name
  }

  string(): string {
    const string = this.take('string')
    if (string === undefined) throw this.unexpected()
    return string
  }

  integer(): number {
    const number = this.peek()?.kind === 'number' ? Number(this.peek()?.text) : Number.NaN
    if (!Number.isSafeInteger(number)) throw this.unexpected()
    this.#at++
    return number
  }

  /** A syntax error at the next token. A string is not shown: it may be a secret. */
  unexpected(): RedshiftError {
    const token = this.peek()
    if (token === undefined) return new RedshiftError('syntax error at end of input', { code: '42601' })
    const shown = token.kind === 'string' ? "'...'" : token.text
    return new RedshiftError(`syntax error at or near "${shown}"`, { code: '42601' })
  }
}
