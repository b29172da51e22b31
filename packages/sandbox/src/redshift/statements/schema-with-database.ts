import { RedshiftError } from '../redshift-error.js'
import type { Token } from '../sql/tokens/tokens.js'
import type { Edit } from '../sql/writing/edit.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import type { Task } from './context/context.js'

/** A schema that is named with its database. */
export interface NamedWithDatabase {
  readonly database: string
  /** What leaves the database out. */
  readonly edit: Edit
}

/**
 * The schemas that a statement names as `database.schema` after SCHEMA, as dbt does in CREATE SCHEMA and DROP
 * SCHEMA; PostgreSQL knows such names only of tables.
 */
export function* schemasWithDatabase(tokens: readonly Token[]): Generator<NamedWithDatabase> {
  const [verb] = tokens
  if (!['create', 'drop', 'alter', 'grant', 'revoke', 'comment'].includes(verb?.value ?? '')) return
  let i = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'schema')
  if (i < 0) return
  while (['if', 'not', 'exists'].includes(tokens[i + 1]?.value ?? '')) i++
  do {
    const [first, dot, schema] = [tokens[i + 1], tokens[i + 2], tokens[i + 3]]
    const qualified = first && dot?.text === '.' && (schema?.kind === 'word' || schema?.kind === 'quoted')
    if (qualified) {
      yield { database: first.value, edit: { start: first.start, end: schema.start, text: '' } }
      i += 2
    }
    i += 2
  } while (tokens[i]?.text === ',')
}

/**
 * Runs `sql`, in which the schemas are named without their database, in that database: if it is not the session's
 * own, at once and for good, as PostgreSQL has no transactions over several.
 */
export function schemaTask(sql: string, schemas: readonly NamedWithDatabase[], tag: string): Task {
  return async (context) => {
    const [database = '', second] = new Set(schemas.map((schema) => schema.database))
    if (second !== undefined) {
      throw new RedshiftError('The sandbox changes schemas of one database at a time', { code: '0A000' })
    }
    const elsewhere = `select redshift.run_in(${quoteLiteral(database)}, ${quoteLiteral(sql)})`
    await context.query(database === context.database ? sql : elsewhere)
    return tag
  }
}
