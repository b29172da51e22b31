import type { KeptRow, Rejects, RejectsOptions } from '@arbalest/core/plugin'
import { isMissingTable } from '../session/server-error.js'
import type { Row, Session, WithSession } from '../session/session.js'
import { MOST_LEFT_OUT } from '../statements/copy.js'
import { scopeIn, timeIn } from '../statements/log.js'
import { countRejects, REJECTS } from '../statements/rejects.js'
import type { OwnTables } from '../tables/own-tables.js'
import { readLog } from './read-log.js'
import { RejectsWriter } from './rejects-writer.js'
import { showLog } from './show-log.js'

/** What {@link KeptRows} need. */
interface KeptRowsOptions {
  readonly own: OwnTables
  /** Lends a session, whose errors are those for users. */
  readonly withSession: WithSession
  readonly notice: (message: string) => void
}

/** The rows of a schema's tables that did not fit, and were kept: a table for each scope, as its ledger is, and a view of all. */
export class KeptRows implements Rejects {
  readonly most = MOST_LEFT_OUT
  readonly #options: KeptRowsOptions
  readonly #known = new Set<string>()

  constructor(options: KeptRowsOptions) {
    this.#options = options
  }

  async count(scope: string): Promise<number> {
    const { withSession, own } = this.#options
    const statement = countRejects(await own.rejects(scope), scope)
    return withSession(async (session) => {
      try {
        const [row] = await session.query(statement, 'count the rows that are kept')
        return Number(row?.['rows'])
      } catch (error) {
        if (isMissingTable(error)) return 0
        throw error
      }
    })
  }

  async *rows({ scope, limit }: RejectsOptions = {}): AsyncGenerator<KeptRow> {
    const { withSession, own } = this.#options
    const only = scope === undefined ? undefined : { scope, table: await own.rejects(scope) }
    for await (const row of readLog(REJECTS, { withSession, schema: await own.schema(), only, limit }))
      yield keptRowOf(row)
  }

  /** Does `work`, which commits what it has the writer keep, and sees to it that the view shows that. */
  async writing<T>(
    session: Session,
    scope: string,
    work: (rejects: RejectsWriter) => Promise<T>,
  ): Promise<T> {
    const { own, withSession, notice } = this.#options
    const table = await own.rejects(scope)
    const writer = new RejectsWriter(session, table, this.#known.has(table))
    const result = await work(writer)
    if (writer.hasWritten && !this.#known.has(table)) {
      this.#known.add(table)
      await showLog(REJECTS, table, { withSession, schema: await own.schema(), notice })
    }
    return result
  }
}

function keptRowOf(row: Row): KeptRow {
  const text = (name: string) => String(row[name])
  const optional = <K extends keyof KeptRow>(key: K, name: string, read: (name: string) => KeptRow[K]) =>
    row[name] == null ? {} : { [key]: read(name) }
  return {
    run: text('run'),
    scope: scopeIn(row),
    table: text('target'),
    unit: text('unit'),
    object: text('object'),
    line: Number(row['line']),
    ...optional('column', 'column_name', text),
    ...optional('position', 'position', (name) => Number(row[name])),
    ...optional('value', 'value', text),
    ...optional('rawLine', 'raw_line', text),
    ...optional('code', 'code', text),
    reason: text('reason'),
    keptAt: timeIn(row['loaded_at']),
  }
}
