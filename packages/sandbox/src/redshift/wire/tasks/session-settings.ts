import { splitStatements, type Statement } from '../../sql/tokens/split-statements.js'
import type { Backend } from '../backend/backend.js'
import type { Possibility } from '../../statements/context/possibility.js'
import type { QueryLog } from './query-log.js'

/** What the sandbox itself goes by. */
const SETTINGS = ['enable_case_sensitive_identifier', 'query_group']

/**
 * The settings of a session by which quoted names keep their case, and queries have a label.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_enable_case_sensitive_identifier.html
 * https://docs.aws.amazon.com/redshift/latest/dg/r_query_group.html
 */
export class SessionSettings {
  readonly #backend: Backend
  readonly #log: QueryLog
  readonly #ofUsers: Possibility
  /** Whether a client has named one of them; others need not be asked for their values. */
  #named: boolean
  /** Whether the user may have one of them. */
  #asksOnce: boolean
  #keepsCase = false

  /** `opened` are the settings that the connection was opened with, as PostgreSQL calls them. */
  constructor(
    backend: Backend,
    log: QueryLog,
    ofUsers: Possibility,
    opened: Readonly<Record<string, string>>,
  ) {
    this.#backend = backend
    this.#log = log
    this.#ofUsers = ofUsers
    this.#asksOnce = ofUsers.possible
    this.#named = SETTINGS.some((name) => `redshift.${name}` in opened)
  }

  /** `statement` as the settings have it read. */
  async read(statement: Statement): Promise<Statement> {
    if (this.#named || this.#asksOnce) await this.#ask()
    const names = statement.tokens.some(({ kind, value }) => kind !== 'quoted' && SETTINGS.includes(value))
    this.#named ||= names
    if (names && statement.tokens[0]?.value === 'alter') this.#ofUsers.expect()
    const [read] = this.#keepsCase ? splitStatements(statement.text, true) : []
    if (!read) return statement
    this.#backend.names.learnFrom(read)
    return read
  }

  async #ask(): Promise<void> {
    await this.#backend.quiet()
    if (this.#backend.skipping || this.#backend.status === 'E') return
    const values = SETTINGS.map((name) => `pg_catalog.current_setting('${name}')`)
    const [row] = await this.#backend.query(`select ${values.join()}`)
    this.#keepsCase = ['on', 'true', '1'].includes(row?.[0]?.toLowerCase() ?? '')
    this.#log.label = row?.[1] ?? ''
    this.#named ||= this.#keepsCase || this.#log.label !== 'default'
    this.#asksOnce = false
  }
}
