import { microseconds, type QueryHistory, type RanQuery } from '../../catalog/query-history.js'
import { onNodes } from '../../catalog/query-rows.js'
import { RedshiftError } from '../../redshift-error.js'
import type { Frame } from '../messages/frame.js'
import { text } from '../messages/read-frame.js'

/** Whose statements a {@link QueryLog} notes. */
interface Session {
  readonly history: QueryHistory
  readonly user: string
  readonly database: string
  /** The number that the session goes by. */
  number(): number
  /** How many transactions of the session have ended, or a number that grows with them. */
  transactionsEnded(): number
  /** The error that PostgreSQL reports in `frame`. */
  errorIn(frame: Frame): RedshiftError
}

/** Notes the statements of one session in the history of all. */
export class QueryLog {
  readonly #session: Session
  readonly #open = new Set<RanQuery>()
  /** The label of the session's queries. */
  label = 'default'
  /** The transaction of the newest statement, and how many had ended before it. */
  #transaction = { number: 0, ended: -1 }

  constructor(session: Session) {
    this.#session = session
  }

  /** Notes that a statement begins. */
  begin(statement: string, caller?: RanQuery): RanQuery {
    const { history, user, database, number } = this.#session
    const query = history.begin({
      session: number(),
      user,
      database,
      text: statement,
      label: this.label,
      caller: caller?.id,
      transaction: this.#transactionNow(),
    })
    this.#open.add(query)
    return query
  }

  /** Notes what `frame`, part of what PostgreSQL answers to `query`, says of it. */
  follow(query: RanQuery, frame: Frame): void {
    if (frame.type === 'D') query.returned++
    else if (frame.type === 'C') {
      const [, verb, rows] = /^(INSERT 0|UPDATE|DELETE|MERGE|SELECT) (\d+)$/.exec(text(frame).value) ?? []
      // Rows of a SELECT that the client did not get are in the table that it made.
      query.written += Math.max(0, Number(rows ?? 0) - (verb === 'SELECT' ? query.returned : 0))
      this.end(query)
    } else if (frame.type === 's') this.end(query)
    else if (frame.type === 'E') this.end(query, this.#session.errorIn(frame))
  }

  /** Notes that a statement has ended, well or not; one that ended already stays as it is. */
  end(query: RanQuery, failure?: unknown): void {
    if (!this.#open.delete(query)) return
    query.transaction = this.#transactionNow()
    query.endedAt = microseconds()
    if (failure instanceof RedshiftError) query.failure = failure
    else if (failure !== undefined) query.failure = { code: 'XX000', message: String(failure) }
  }

  /** Notes that more rows are fetched of a query that had ended for a time. */
  resume(query: RanQuery): void {
    query.endedAt = undefined
    this.#open.add(query)
  }

  /** Notes that a statement begins which the procedure runs that the session is at. */
  beginWithin(statement: string): RanQuery {
    return this.begin(statement, this.open[0])
  }

  /** The statements that run, or wait to be run, in their order. */
  get open(): readonly RanQuery[] {
    return [...this.#open]
  }

  /** Leaves out of the history those of `queries` that were never run, as an earlier one of the pipeline failed. */
  drop(queries: readonly RanQuery[]): void {
    for (const query of queries) if (this.#open.delete(query)) this.#session.history.forget(query)
  }

  /** Ends what has not ended as the connection to PostgreSQL is lost. */
  close(): void {
    const lost = new RedshiftError('The session has ended', { code: '57014' })
    for (const query of this.open) this.end(query, lost)
  }

  /** The number of the last statement of the session that took the compute nodes; -1 if there is none. */
  get last(): number {
    const session = this.#session.number()
    const ended = (query: RanQuery) => query.session === session && query.endedAt !== undefined
    return (
      Array.from(this.#session.history.queries).findLast((query) => ended(query) && onNodes(query))?.id ?? -1
    )
  }

  #transactionNow(): number {
    const { history, transactionsEnded } = this.#session
    const ended = transactionsEnded()
    if (ended !== this.#transaction.ended) {
      this.#transaction = { number: history.nextTransaction(), ended }
    }
    return this.#transaction.number
  }
}
