import { EXPRESSION_RULES } from '../../sql/expressions/expression-rules.js'
import { splitStatements } from '../../sql/tokens/split-statements.js'
import { TokenReader } from '../../sql/tokens/token-reader.js'
import type { Token } from '../../sql/tokens/tokens.js'
import type { Translation } from '../../sql/translation/translation.js'
import { rewrite } from '../../sql/writing/edit.js'
import type { Write } from './routine.js'

/** That a part of a body becomes something else. */
interface Part {
  readonly start: number
  readonly end: number
  readonly text: Translation
}

/** The text of the body of a procedure, and what becomes of its parts; each is given by the indices of its tokens. */
export class BodyParts {
  readonly variables = new Set<string>()
  readonly #body: string
  readonly #tokens: readonly Token[]
  readonly #write: Write
  readonly #parts: Part[] = []

  constructor(body: string, tokens: readonly Token[], write: Write) {
    this.#body = body
    this.#tokens = tokens
    this.#write = write
  }

  /** The body as it has become. */
  text: Translation = async (catalog) => {
    const pieces: string[] = []
    let done = 0
    for (const { start, end, text } of this.#parts.toSorted((a, b) => a.start - b.start)) {
      pieces.push(this.#body.slice(done, start), await text(catalog))
      done = end
    }
    return pieces.join('') + this.#body.slice(done)
  }

  /** Puts `text` at a place of the body. */
  insert(at: number, text: string): void {
    this.later(at, () => text)
  }

  /** As {@link insert}, with a text that is known once all has been read. */
  later(at: number, text: () => string): void {
    this.#parts.push({ start: at, end: at, text: () => Promise.resolve(text()) })
  }

  /** Puts `text` in the place of what is from one token up to another. */
  replace(from: number, to: number, text: string): void {
    this.#replace(from, to, () => Promise.resolve(text))
  }

  /** What is neither a statement nor an expression, such as the list of a RAISE. */
  plain(from: number, to: number): void {
    const tokens = this.#tokens.slice(from, to)
    if (tokens.length === 0) return
    this.#replace(from, to, () => Promise.resolve(rewrite({ text: this.#body, tokens }, EXPRESSION_RULES)))
  }

  /** The type of a variable, from its `first` token to its `last`. */
  type(first: Token, last: Token, type: string): void {
    this.#parts.push({ start: first.start, end: last.end, text: () => Promise.resolve(type) })
  }

  expression(from: number, to: number): void {
    const text = this.#source(from, to)
    const [statement] = text === '' ? [] : splitStatements(`select ${text}`)
    if (!statement) return
    const written = this.#write(statement, this.variables)
    this.#replace(from, to, async (catalog) => (await written(catalog)).replace(/^select /i, ''))
  }

  /** A statement of SQL, or the assignment to a variable. */
  statement(from: number, to: number): void {
    const reader = new TokenReader(this.#tokens.slice(0, to), from)
    reader.name()
    if (reader.accept(':=') || reader.accept('=')) return this.expression(reader.at, to)
    const verb = this.#tokens[from]?.value ?? ''
    const into = verb === 'select' || verb === 'with' ? this.#targets(from, to) : undefined
    const text = into
      ? `${this.#source(from, into.start)} ${this.#source(into.end, to)}`
      : this.#source(from, to)
    const [statement] = splitStatements(verb === 'perform' ? text.replace(/^perform/i, 'select') : text)
    if (!statement) return
    const written = this.#write(statement, this.variables)
    const suffix = into ? ` ${this.#source(into.start, into.end)}` : ''
    this.#replace(from, to, async (catalog) => {
      const sql = await written(catalog)
      return (verb === 'perform' ? sql.replace(/^select/i, 'perform') : sql) + suffix
    })
  }

  /** EXECUTE, whose statement is known when it runs: then the sandbox is asked for it. */
  execute(from: number, to: number): void {
    const into = this.#tokens.findIndex(
      (token, i) => i > from && i < to && token.kind === 'word' && token.value === 'into',
    )
    const end = into < 0 ? to : into
    this.expression(from + 1, end)
    const [verb, last] = [this.#tokens[from], this.#tokens[end - 1]]
    if (!verb || !last) return
    this.insert(verb.end, ' redshift.translated((')
    this.insert(last.end, ')::text)')
  }

  /** OPEN … FOR. */
  open(from: number, to: number): void {
    const at = this.#tokens.findIndex(
      (token, i) => i > from && i < to && token.kind === 'word' && token.value === 'for',
    )
    if (at < 0) return
    if (this.#tokens[at + 1]?.value === 'execute') this.execute(at + 1, to)
    else this.statement(at + 1, to)
  }

  /** The INTO of a SELECT: its variables are no table. */
  #targets(from: number, to: number): { start: number; end: number } | undefined {
    let depth = 0
    for (let at = from; at < to; at++) {
      const token = this.#tokens[at]
      if (token?.text === '(') depth++
      if (token?.text === ')') depth--
      if (depth !== 0 || token?.kind !== 'word' || token.value !== 'into') continue
      const reader = new TokenReader(this.#tokens.slice(0, to), at + 1)
      do reader.name()
      while (reader.accept(','))
      return { start: at, end: reader.at }
    }
    return undefined
  }

  #source(from: number, to: number): string {
    const [first, last] = [this.#tokens[from], this.#tokens[to - 1]]
    return first && last && to > from ? this.#body.slice(first.start, last.end) : ''
  }

  #replace(from: number, to: number, text: Translation): void {
    const [first, last] = [this.#tokens[from], this.#tokens[to - 1]]
    if (first && last) this.#parts.push({ start: first.start, end: last.end, text })
  }
}
