import { readsCatalog } from '../expressions/catalog-rule.js'
import { refuseUnqualified } from '../refusals/late-binding.js'
import { refuseForms } from '../refusals/refuse-forms.js'
import type { Token } from '../tokens/tokens.js'
import { Describe, type ColumnsOf } from '../tree/describe.js'
import { parse, write } from '../tree/grammar.js'
import { translate } from './translate.js'

/** A statement in PostgreSQL's words, which may depend on the columns of its tables. */
export type Translation = (columnsOf: ColumnsOf) => Promise<string>

/** How many statements, and of what length in characters, are kept with what became of them. */
const KEPT = 500
const LONGEST_KEPT = 4096

/** What statements became that depend on no table, as programs repeat theirs. */
const translated = new Map<string, string>()

function remember(sql: string, written: string): void {
  if (sql.length > LONGEST_KEPT) return
  const [oldest] = translated.size >= KEPT ? translated.keys() : []
  if (oldest !== undefined) translated.delete(oldest)
  translated.set(sql, written)
}

/**
 * Reads `sql`, what the rules have made of the `tokens` of a statement, into a tree, in which the rest is
 * done. Within a procedure, `variables` are names that stand for no columns. Throws `RedshiftError` if it
 * has a form that Redshift has not.
 */
export function translation(
  sql: string,
  tokens: readonly Token[],
  variables: Iterable<string> = [],
): Translation {
  const unbound = tokens.at(-1)?.value === 'binding'
  const plain = !unbound && !readsCatalog(tokens) && Array.from(variables).length === 0
  const known = plain ? translated.get(sql) : undefined
  if (known !== undefined) return () => Promise.resolve(known)
  const tree = parse(sql)
  // PostgreSQL says what is wrong with what its grammar does not take.
  if (!tree) return async () => sql
  // What clients ask the catalog is written for later releases.
  if (!readsCatalog(tokens)) refuseForms(tree)
  if (unbound) refuseUnqualified(tree)
  return async (columnsOf) => {
    const before = JSON.stringify(tree)
    let asked = false
    const noting: ColumnsOf = (query) => {
      asked = true
      return columnsOf(query)
    }
    await translate(tree, new Describe(noting), variables)
    const written = JSON.stringify(tree) === before ? sql : write(tree)
    if (plain && !asked) remember(sql, written)
    return written
  }
}
