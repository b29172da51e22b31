import { RedshiftError } from '../../redshift-error.js'
import type { RanQuery } from '../../catalog/query-history.js'
import type { Statement } from '../../sql/tokens/split-statements.js'
import type { Catalog } from '../../sql/tree/catalog.js'
import type { Cluster } from '../../statements/context/cluster.js'
import type { Task } from '../../statements/context/context.js'
import { plan } from '../../statements/plan.js'
import type { Backend } from '../backend/backend.js'
import type { Frame } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import { replies } from '../messages/replies.js'
import type { Results } from '../results/results.js'
import { LastMoves } from './last-moves.js'
import { changesSchema } from './changes-schema.js'
import type { QueryLog } from './query-log.js'
import type { SchemaWatch } from './schema-watch.js'
import { SessionSettings } from './session-settings.js'
import { taskContext } from './task-context.js'

/** A statement that PostgreSQL is sure to refuse, and that so fails the transaction it is in. */
const FAILING = 'fail'

/** What a {@link StatementRunner} works with. */
export interface RunnerParts {
  readonly backend: Backend
  readonly outbox: Outbox
  readonly results: Results
  readonly catalog: Catalog
  readonly cluster: Cluster
  readonly database: string
  readonly log: QueryLog
  readonly watch: SchemaWatch
  /** The settings that the connection was opened with, as PostgreSQL calls them. */
  readonly settings: Readonly<Record<string, string>>
  /** Passes PostgreSQL's responses on to the client. */
  relay(frame: Frame): void
  /** The number that the session goes by. */
  number(): number
  /** Has what the client sends next go to another database, or again to its own. */
  use(database: string | undefined, inBlock: boolean): void
  /** Ends the session that the client has in another database, unless it uses that now. */
  leave(database: string): void
}

/** Runs the statements of one session, by PostgreSQL or by ourselves, and reports to the client the outcome of each. */
export class StatementRunner {
  readonly #parts: RunnerParts
  readonly #lastMoves: LastMoves
  readonly #settings: SessionSettings
  #canceling = new AbortController()
  #enduring = false

  constructor(parts: RunnerParts) {
    this.#parts = parts
    this.#lastMoves = new LastMoves(parts.backend)
    this.#settings = new SessionSettings(parts.backend, parts.log, parts.cluster.userSettings, parts.settings)
  }

  /** Whether a statement of ours runs that is not undone when its client goes. */
  get enduring(): boolean {
    return this.#enduring
  }

  /** To be called before what the client asks next: has PostgreSQL know of the last COPY and UNLOAD. */
  settle(): Promise<void> {
    return this.#lastMoves.settle()
  }

  /** Cancels the statement of ours that runs. */
  cancel(): void {
    this.#canceling.abort()
  }

  /** `statement` as the settings of the session have it read. */
  read(statement: Statement): Promise<Statement> {
    return this.#settings.read(statement)
  }

  /** Runs one statement; whether it succeeded. */
  run(statement: Statement): Promise<boolean> {
    return this.watched(changesSchema(statement), () => this.#run(statement))
  }

  /** Does `work` for a statement, which may change tables if `changes`. */
  watched<T>(changes: boolean, work: () => Promise<T>): Promise<T> {
    const { backend, watch } = this.#parts
    return changes ? watch.during(work, () => backend.status !== 'I' || backend.pipelining) : work()
  }

  async #run(statement: Statement): Promise<boolean> {
    const { backend, outbox, results, catalog, log, relay } = this.#parts
    const query = log.begin(statement.source ?? statement.text)
    let succeeded = true
    try {
      const planned = plan(await this.read(statement))
      query.label = log.label
      if ('task' in planned) return await this.perform(planned.task, query)
      await this.reserve(planned.writes)
      const sql = (query.sql = await planned.sql(catalog))
      const write = await results.answer(sql, (bytes) => outbox.push(bytes))
      await backend.run(sql, (frame) => {
        log.follow(query, frame)
        if (frame.type === 'E') succeeded = false
        if (frame.type === 'T' || frame.type === 'D') write(frame)
        else if (frame.type !== 'Z') relay(frame)
      })
    } catch (error) {
      log.end(query, error)
      await this.fail(error)
      return false
    }
    return succeeded
  }

  /** Within a block, has other writers of `table` wait for its end, as a cluster has. */
  async reserve(table: string | undefined): Promise<void> {
    const { backend } = this.#parts
    if (table === undefined) return
    if (backend.pipelining) await backend.quiet()
    if (backend.skipping || backend.status !== 'T') return
    await backend.query(`lock table ${table} in share row exclusive mode`)
  }

  /** Runs a statement of ours, which the history has as `query`; whether it succeeded. */
  async perform(task: Task, query: RanQuery): Promise<boolean> {
    const { backend, outbox, catalog, cluster, database, log, number, use, leave } = this.#parts
    this.#canceling = new AbortController()
    this.#enduring = backend.status === 'I'
    try {
      const tag = await task(
        taskContext(backend, {
          catalog,
          cluster,
          database,
          session: number(),
          queryId: query.id,
          canceled: this.#canceling.signal,
          moved: (kind, rows) => {
            query.written = rows
            return this.#lastMoves.set(kind, { id: query.id, count: rows })
          },
          unloaded: (sql, files) => void Object.assign(query, { sql, files }),
          use,
          leave,
          inform: (notice) => outbox.push(replies.notice('INFO', notice)),
        }),
      )
      log.end(query)
      outbox.push(replies.commandComplete(tag))
      return true
    } catch (error) {
      log.end(query, error)
      await this.fail(error)
      return false
    } finally {
      this.#enduring = false
    }
  }

  /** Reports an error of ours, and fails the transaction as PostgreSQL's own errors do. */
  async fail(error: unknown): Promise<void> {
    const { backend, outbox } = this.#parts
    if (backend.lost) return
    if (!backend.skipping && backend.status !== 'E') await backend.run(FAILING, () => {})
    const known = error instanceof RedshiftError
    outbox.push(replies.error(known ? error : new RedshiftError(`internal error: ${String(error)}`)))
  }
}
