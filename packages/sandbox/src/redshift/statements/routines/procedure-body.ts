import { RedshiftError } from '../../redshift-error.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import { tokenize, type Token } from '../../sql/tokens/tokens.js'
import type { Translation } from '../../sql/translation/translation.js'
import { BodyParts } from './body-parts.js'
import { declare } from './declarations.js'
import type { Routine, Write } from './routine.js'

/** What a block of PL/pgSQL, or a loop or condition, is. */
interface Block {
  readonly kind: 'block' | 'if' | 'loop' | 'case'
  /** Whether its EXCEPTION has been read. */
  handles: boolean
}

/** Ends the transaction and goes on in a new one, unless a block of the client's is open. */
const OWN = (verb: string) => ` if redshift.transaction_is_own() then ${verb}; end if;`

/** Statements of a NONATOMIC procedure that commit nothing. */
const UNCOMMITTED = /^(null|fetch|close|commit|rollback|raise|get|exit|continue|return|open)$/

/**
 * The body of a procedure in PostgreSQL's PL/pgSQL: each statement and expression by the rules for those of
 * clients. https://docs.aws.amazon.com/redshift/latest/dg/c_PLpgSQL-statements.html
 */
export function procedureBody(routine: Routine, write: Write): Translation {
  return new ProcedureBody(routine, write).translation()
}

class ProcedureBody {
  readonly #tokens: readonly Token[]
  readonly #parts: BodyParts
  readonly #nonatomic: boolean
  readonly #blocks: Block[] = []
  /** Whether a START TRANSACTION of a NONATOMIC procedure has not met its COMMIT or ROLLBACK. */
  #explicit = false
  #at = 0

  constructor({ body, args, nonatomic }: Routine, write: Write) {
    this.#tokens = tokenize(body.value)
    this.#nonatomic = nonatomic
    this.#parts = new BodyParts(body.value, this.#tokens, write)
    for (const { name } of args) if (name !== undefined) this.#parts.variables.add(name)
  }

  translation(): Translation {
    while (this.#at < this.#tokens.length) this.#statement()
    return async (catalog) => `#variable_conflict use_variable\n${await this.#parts.text(catalog)}`
  }

  #statement(): void {
    const word = this.#tokens[this.#at]?.value ?? ''
    switch (word) {
      case '<':
        this.#at = this.#find(['>']) + 2
        return
      case ';':
      case 'then':
      case 'else':
        this.#at++
        return
      case 'declare':
        this.#at = declare(this.#tokens, this.#at + 1, this.#parts)
        return
      case 'begin':
        return this.#open('block')
      case 'loop':
        return this.#open('loop')
      case 'exception':
        return this.#exception()
      case 'end':
        return this.#end()
      case 'if':
        this.#open('if')
        return this.#expression(['then'])
      case 'case':
        this.#open('case')
        return this.#expression(['when'])
      case 'elsif':
      case 'elseif':
      case 'while':
      case 'when':
        if (word === 'when' && this.#blocks.at(-1)?.kind !== 'case') return this.#handler()
        this.#at++
        return this.#expression([word === 'while' ? 'loop' : 'then'])
      case 'for':
        return this.#for()
      case 'start':
        return this.#startTransaction()
      default:
        return this.#plain(word)
    }
  }

  #plain(word: string): void {
    const end = this.#find([';'])
    const when = this.#find(['when'])
    const unknown = word === 'get' ? this.#tokens[this.#at + 1] : this.#tokens[this.#at]
    if (/^(assert|foreach|stacked)$/.test(unknown?.value ?? '')) throw syntaxError(unknown)
    if (word === 'commit' || word === 'rollback') this.#explicit = false
    if (word === 'execute') this.#parts.execute(this.#at, end)
    else if (word === 'open') this.#parts.open(this.#at, end)
    else if (word === 'exit' || word === 'continue') {
      if (when < end) this.#parts.expression(when + 1, end)
    } else if (word === 'return') this.#parts.expression(this.#at + 1, end)
    else if (word === 'raise') this.#parts.plain(this.#at + 1, end)
    else if (!/^(null|get|fetch|close|commit|rollback)$/.test(word)) this.#parts.statement(this.#at, end)
    if (this.#nonatomic && !UNCOMMITTED.test(word)) this.#commit(end)
    this.#at = end + 1
  }

  /** Each statement of a NONATOMIC procedure is a transaction, except those of a block that handles errors. */
  #commit(end: number): void {
    if (this.#explicit) return
    const { start = 0 } = this.#tokens[end] ?? {}
    const enclosing = [...this.#blocks]
    this.#parts.later(start + 1, () => (enclosing.some(({ handles }) => handles) ? '' : OWN('commit')))
  }

  /** What follows is one transaction, up to a COMMIT or ROLLBACK. */
  #startTransaction(): void {
    const end = this.#find([';'])
    if (!this.#nonatomic) throw unsupported('START TRANSACTION in a procedure that is not NONATOMIC')
    this.#explicit = true
    this.#parts.replace(this.#at, end, 'null')
    this.#at = end + 1
  }

  #for(): void {
    const variable = this.#tokens[this.#at + 1]
    if (variable) this.#parts.variables.add(variable.value)
    const start = this.#find(['in']) + 1
    const end = this.#find(['loop'])
    const slice = this.#tokens.slice(start, end)
    if (slice[0]?.value === 'execute') this.#parts.execute(start, end)
    else if (
      /^(select|with|\()$/.test(slice[0]?.value ?? '') &&
      !slice.some((token, i) => token.text === '.' && slice[i + 1]?.text === '.')
    ) {
      this.#parts.statement(start, end)
    } else this.#parts.plain(start, end)
    this.#at = end
  }

  /** An expression that ends before one of these words. */
  #expression(stops: readonly string[]): void {
    const end = this.#find(stops)
    this.#parts.expression(this.#at, end)
    this.#at = end
  }

  #open(kind: Block['kind']): void {
    this.#blocks.push({ kind, handles: false })
    this.#at++
  }

  #exception(): void {
    const block = this.#blocks.at(-1)
    if (block) block.handles = true
    this.#at++
  }

  /**
   * WHEN OTHERS THEN, the one handler there is: what the transaction did is rolled back, and the error is
   * raised again after it. https://docs.aws.amazon.com/redshift/latest/dg/stored-procedure-trapping-errors.html
   */
  #handler(): void {
    const [condition, then] = [this.#tokens[this.#at + 1], this.#tokens[this.#at + 2]]
    if (condition?.value !== 'others')
      throw unsupported(`EXCEPTION WHEN ${condition?.value}, other than OTHERS,`)
    if (then && !this.#nonatomic) this.#parts.insert(then.end, OWN('rollback'))
    this.#at += 2
  }

  #end(): void {
    const block = this.#blocks.pop()
    const token = this.#tokens[this.#at]
    if (token && block?.handles && !this.#nonatomic)
      this.#parts.insert(token.start, `${OWN('commit')} raise; `)
    this.#at = this.#find([';']) + 1
  }

  /** The index of the next of these words or symbols that is not in parentheses, nor in a CASE of an expression. */
  #find(words: readonly string[]): number {
    let depth = 0
    for (let at = this.#at + 1; at < this.#tokens.length; at++) {
      const token = this.#tokens[at]
      const isWord = token?.kind === 'word' || token?.kind === 'symbol'
      if (depth === 0 && isWord && words.includes(token.value)) return at
      if (isWord && (token.value === '(' || token.value === 'case')) depth++
      if (isWord && (token.value === ')' || (token.value === 'end' && depth > 0))) depth--
    }
    return this.#tokens.length
  }
}

function unsupported(what: string): RedshiftError {
  return new RedshiftError(`${what} is not supported`, { code: '0A000' })
}
