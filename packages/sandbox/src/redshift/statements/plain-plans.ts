import { namesCatalog } from '../sql/expressions/catalog-rule.js'
import type { Statement } from '../sql/tokens/split-statements.js'
import { plainForm, type PlainForm } from '../sql/translation/plain-form.js'
import type { Plan } from './context/context.js'

/** How many forms are kept, and for statements of what length in characters. */
const KEPT = 500
const LONGEST_KEPT = 4096

const VERBS = new Set(['select', 'insert', 'update', 'delete'])

/** Literals that are read in one way wherever they stand: the mark of each kind in a form, and what is of the kind. */
const LITERALS = [
  ['\u0001', /^\d{1,9}$/],
  ['\u0002', /^\d{1,9}\.\d{1,9}$/],
  ['\u0003', /^'[^\\]*'$/],
] as const

/** What is known of a form: that there is one, that the values of its literals matter, or what has to hold. */
type Known = 'seen' | 'not plain' | { readonly holds: PlainForm; readonly writes: string | undefined }

/**
 * Plans of statements that differ from earlier ones by their values alone, and that PostgreSQL gets as they were
 * written, as many of a program's do.
 */
export class PlainPlans {
  readonly #known = new Map<string, Known>()
  readonly #make: (statement: Statement) => Plan
  readonly #rewritten: (statement: Statement) => string

  /** `make` plans a statement by all rules; `rewritten` is what those for tokens make of it. */
  constructor(make: (statement: Statement) => Plan, rewritten: (statement: Statement) => string) {
    this.#make = make
    this.#rewritten = rewritten
  }

  /** The plan of `statement`, if enough is known of its form. */
  recall(statement: Statement): Plan | undefined {
    const form = formOf(statement)
    const known = form && this.#known.get(form.key)
    if (typeof known !== 'object') return undefined
    const { text } = statement
    const sql: Extract<Plan, { sql: unknown }>['sql'] = async (catalog) => {
      if (await known.holds(catalog)) return text
      const made = this.#make(statement)
      return 'sql' in made ? made.sql(catalog) : text
    }
    return { sql, ...(known.writes === undefined ? {} : { writes: known.writes }) }
  }

  /** Learns of the form of `statement`, whose plan is `made`, once it has come twice. */
  learn(statement: Statement, made: Plan): void {
    const form = formOf(statement)
    if (!form) return
    const known = this.#known.get(form.key)
    if (!known) return this.#keep(form.key, 'seen')
    if (known !== 'seen') return
    this.#keep(form.key, 'not plain')
    if (!('sql' in made) || this.#rewritten(statement) !== statement.text) return
    void this.#judge(statement, form, made.writes)
  }

  async #judge({ text }: Statement, { key, literals }: Form, writes: string | undefined): Promise<void> {
    const holds = await plainForm(text, literals)
    if (holds) this.#keep(key, { holds, writes })
  }

  #keep(form: string, known: Known): void {
    const [oldest] = this.#known.size >= KEPT && !this.#known.has(form) ? this.#known.keys() : []
    if (oldest !== undefined) this.#known.delete(oldest)
    this.#known.set(form, known)
  }
}

/** The text of a statement with a mark in the place of each literal, and how many there are. */
interface Form {
  readonly key: string
  readonly literals: number
}

/** Undefined if it has no literals, or some that may be read otherwise elsewhere. */
function formOf({ text, tokens }: Statement): Form | undefined {
  const [verb] = tokens
  if (!verb || !VERBS.has(verb.value) || text.length > LONGEST_KEPT || namesCatalog(tokens)) return undefined
  let key = ''
  let literals = 0
  let done = 0
  for (const token of tokens) {
    if (token.kind !== 'number' && token.kind !== 'string') continue
    const mark = LITERALS.find(([, pattern]) => pattern.test(token.text))?.[0]
    if (mark === undefined) return undefined
    key += text.slice(done, token.start) + mark
    literals++
    done = token.end
  }
  return literals > 0 ? { key: key + text.slice(done), literals } : undefined
}
