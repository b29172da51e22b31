import { readsCatalog } from '../expressions/catalog-rule.js'
import { refuseUnqualified } from '../refusals/late-binding.js'
import { refuseForms } from '../refusals/refuse-forms.js'
import type { Token } from '../tokens/tokens.js'
import type { Catalog } from '../tree/catalog.js'
import { parse, write } from '../tree/grammar.js'
import { as } from '../tree/nodes.js'
import { leaveOutFurther } from './further-entries.js'
import { keepUnbound } from './late-binding.js'
import { translate } from './translate.js'

/** A statement in PostgreSQL's words, which may depend on the columns of its tables. */
export type Translation = (catalog: Catalog) => Promise<string>

/**
 * Reads `sql`, what the rules have made of the `tokens` of a statement, into a tree, in which the rest is
 * done. Within a procedure, `variables` are names that stand for no columns. What depends on no table is
 * done once, however often the statement is run. Throws `RedshiftError` if it has a form that Redshift has not.
 */
export function translation(
  sql: string,
  tokens: readonly Token[],
  variables?: Iterable<string>,
): Translation {
  const unbound = tokens.at(-1)?.value === 'binding'
  const plain = !unbound && Array.from(variables ?? []).length === 0
  let tree = parse(sql)
  // PostgreSQL says what is wrong with what its grammar does not take.
  if (!tree) return async () => sql
  // What clients ask the catalog is written for later releases.
  if (!readsCatalog(tokens)) refuseForms(tree)
  if (unbound) refuseUnqualified(tree)
  // What lasts, such as a view, may be read when there are further entries.
  const passing = variables === undefined && as('SelectStmt', tree) !== undefined
  let known: { readonly sql: string; readonly tables: readonly string[]; readonly whole: boolean } | undefined
  return async (catalog) => {
    const whole = !passing || catalog.mayHaveFurtherEntries()
    // A name may have become that of a late-binding view.
    if (known?.whole === whole && !known.tables.some((name) => catalog.mayBeLateBinding(name)))
      return known.sql
    const read = tree ?? parse(sql)
    tree = undefined
    if (!read) return sql
    const before = JSON.stringify(read)
    const view = unbound ? as('ViewStmt', read) : undefined
    if (view) {
      catalog.expectLateBinding(view.view?.relname ?? '')
      keepUnbound(view, textOf(tokens))
    }
    const renamed = as('RenameStmt', read)?.newname
    if (renamed !== undefined) catalog.expectLateBinding(renamed)
    let asked = renamed !== undefined
    const tables: string[] = []
    const noting: Catalog = {
      mayBeLateBinding: (name) => {
        tables.push(name)
        return catalog.mayBeLateBinding(name)
      },
      expectLateBinding: (name) => catalog.expectLateBinding(name),
      columnsOf: (query) => {
        asked = true
        return catalog.columnsOf(query)
      },
      typesOf: (query) => {
        asked = true
        return catalog.typesOf(query)
      },
      storedTypes: (table) => {
        asked = true
        return catalog.storedTypes(table)
      },
      lateBinding: (name) => {
        asked = true
        return catalog.lateBinding(name)
      },
      mayHaveFurtherEntries: () => catalog.mayHaveFurtherEntries(),
      expectFurtherEntries: () => catalog.expectFurtherEntries(),
      lateBindings: () => {
        asked = true
        return catalog.lateBindings()
      },
    }
    await translate(read, noting, variables)
    if (!whole) leaveOutFurther(read)
    const written = JSON.stringify(read) === before ? sql : write(read)
    if (plain && !asked) known = { sql: written, tables, whole }
    return written
  }
}

/** A statement as it was written, except comments and the kind of blanks. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ text, start }, i) => (i > 0 && start > (tokens[i - 1]?.end ?? 0) ? ` ${text}` : text))
    .join('')
}
