import { readsCatalog } from './catalog-rule.js'
import type { Token } from './tokens.js'
import { Describe, type ColumnsOf } from './tree/describe.js'
import { parse, write } from './tree/grammar.js'
import { refuseUnqualified } from './tree/late-binding.js'
import { refuseForms } from './tree/refuse-forms.js'
import { translate } from './tree/translate.js'

/** A statement in PostgreSQL's words, which may depend on the columns of its tables. */
export type Translation = (columnsOf: ColumnsOf) => Promise<string>

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
  const tree = parse(sql)
  // PostgreSQL says what is wrong with what its grammar does not take.
  if (!tree) return async () => sql
  // What clients ask the catalog is written for later releases.
  if (!readsCatalog(tokens)) refuseForms(tree)
  if (tokens.at(-1)?.value === 'binding') refuseUnqualified(tree)
  return async (columnsOf) => {
    const before = JSON.stringify(tree)
    await translate(tree, new Describe(columnsOf), variables)
    return JSON.stringify(tree) === before ? sql : write(tree)
  }
}
