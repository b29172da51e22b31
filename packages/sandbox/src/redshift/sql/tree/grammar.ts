import { hasSqlDetails, loadModule, parseSync } from 'libpg-query'
import type { Node } from 'libpg-query'
import { deparseSync } from 'pgsql-deparser'

/** Loads PostgreSQL's grammar, which comes as WebAssembly; to be awaited once before `parse`. */
export const loadGrammar = loadModule

/**
 * The tree of `sql`, one statement, in the grammar of the PostgreSQL that runs it. Undefined if the
 * grammar does not take it: PostgreSQL itself then says what is wrong.
 */
export function parse(sql: string): Node | undefined {
  try {
    return parseSync(sql).stmts?.[0]?.stmt
  } catch (error) {
    if (hasSqlDetails(error)) return undefined
    throw error
  }
}

/** The SQL of a tree. */
export function write(tree: Node): string {
  return deparseSync(tree, { pretty: false })
}
