import { SinkError } from '@arbalest/core/plugin'
import { missingSchema } from '../session/server-error.js'
import type { Session, WithSession } from '../session/session.js'
import { findSchema } from '../statements/catalog/catalog.js'
import { schemaPrivileges } from '../statements/catalog/privileges.js'
import { ledgerTable, lockOfTarget, marksTable, rejectsTable } from '../statements/scoped-name.js'
import { splitTable } from '../statements/syntax/quote.js'

/** What {@link OwnTables} are named after. */
interface OwnTablesOptions {
  /** The schema of the marks. Default: that of `table`. */
  readonly marksSchema: string | undefined
  /** The table that the step loads, if it loads one and that is known. */
  readonly table: string | undefined
  /** Lends a session to look for tables. */
  readonly withSession: WithSession
}

/**
 * Names the tables that the sink keeps for itself. A name without a schema means what it
 * means to whoever reads it, so that two users would keep two tables: a schema is looked up first.
 */
export class OwnTables {
  readonly #options: OwnTablesOptions
  readonly #schemas = new Map<string, Promise<string>>()

  constructor(options: OwnTablesOptions) {
    this.#options = options
  }

  /** Returns the table of a scope's marks. If the step loads no table, and no schema is given, it is the first of the search path. */
  async marks(scope: string): Promise<string> {
    return marksTable(scope, await this.schema())
  }

  /** Returns the table of what a scope's transactions noted, beside its marks. */
  async ledger(scope: string): Promise<string> {
    return ledgerTable(scope, await this.schema())
  }

  /** Returns the table of the rows of a scope that did not fit, beside its marks. */
  async rejects(scope: string): Promise<string> {
    return rejectsTable(scope, await this.schema())
  }

  /** Returns the schema of marks, ledgers and rows that did not fit; undefined: the first of the search path. */
  async schema(): Promise<string | undefined> {
    const { marksSchema, table } = this.#options
    return marksSchema ?? (table === undefined ? undefined : await this.#schemaOf(table))
  }

  /** Returns the table to lock before rows of `target` are replaced: one, however the target is written and wherever marks are. */
  async lockOf(target: string): Promise<string> {
    return lockOfTarget(await this.#schemaOf(target), splitTable(target).name)
  }

  /** Throws `ServerError` if a schema that is named does not exist, of the table that the step loads or of the marks: nothing could be made in it. */
  async requireSchemas(session: Session): Promise<void> {
    const { marksSchema, table } = this.#options
    const named = [table === undefined ? undefined : splitTable(table).schema, marksSchema]
    for (const schema of new Set(named)) {
      if (schema === undefined) continue
      const [found] = await session.query(schemaPrivileges(schema), `look for the schema "${schema}"`)
      if (!found) throw missingSchema(schema, `make tables in it`)
    }
  }

  #schemaOf(table: string): Promise<string> {
    const { schema, name } = splitTable(table)
    if (schema !== undefined) return Promise.resolve(schema)
    const known = this.#schemas.get(name)
    if (known) return known
    const looking = this.#look(name)
    this.#schemas.set(name, looking)
    looking.catch(() => this.#schemas.delete(name))
    return looking
  }

  async #look(name: string): Promise<string> {
    const [row] = await this.#options.withSession((session) =>
      session.query(findSchema(name), `look for the schema of "${name}"`),
    )
    const schema = row?.['schema']
    if (typeof schema === 'string') return schema
    throw new SinkError('SQL_FAILED', `The search path has no schema for "${name}"; name it as schema.table.`)
  }
}
