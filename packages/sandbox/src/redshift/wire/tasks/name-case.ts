import { splitStatements, type Statement } from '../../sql/tokens/split-statements.js'
import type { Backend } from '../backend/backend.js'

const SETTING = 'enable_case_sensitive_identifier'

/**
 * Whether quoted names keep their case, which is a setting of the session.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_enable_case_sensitive_identifier.html
 */
export class NameCase {
  readonly #backend: Backend
  /** Whether a client has named the setting; others need not be asked for its value. */
  #named: boolean
  #kept = false

  /** `named` says whether the connection was opened with the setting. */
  constructor(backend: Backend, named: boolean) {
    this.#backend = backend
    this.#named = named
  }

  /** `statement` as the setting has it read. */
  async read(statement: Statement): Promise<Statement> {
    if (this.#named) await this.#ask()
    this.#named ||= statement.tokens.some(({ kind, value }) => kind !== 'quoted' && value === SETTING)
    const [read] = this.#kept ? splitStatements(statement.text, true) : []
    if (!read) return statement
    this.#backend.names.learnFrom(read)
    return read
  }

  async #ask(): Promise<void> {
    await this.#backend.quiet()
    if (this.#backend.skipping || this.#backend.status === 'E') return
    const [row] = await this.#backend.query(`select postgres.current_setting('redshift.${SETTING}', true)`)
    this.#kept = ['on', 'true', '1'].includes(row?.[0]?.toLowerCase() ?? '')
  }
}
