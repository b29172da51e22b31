import { randomUUID } from 'node:crypto'
import type { QueryResult } from './query-result.js'
import type { Session } from './session.js'

/** Where a statement stands. */
export type StatementStatus = 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'FAILED' | 'ABORTED'

/** A value for `:name` in a statement. */
export interface Parameter {
  readonly name: string
  readonly value: string
}

/** What a call says of the statements that it submits. */
export interface Submission {
  readonly sqls: readonly string[]
  /** Whether they came as a batch, whose statements have ids of their own. */
  readonly batch: boolean
  /** Whether all of a batch is committed, or none. */
  readonly atomic: boolean
  readonly parameters: readonly Parameter[]
  readonly name: string | undefined
  readonly format: 'JSON' | 'CSV'
}

/** One SQL statement of a submission, and what came of it. */
export class SubStatement {
  readonly id: string
  readonly sql: string
  readonly createdAt = new Date()
  updatedAt = this.createdAt
  /** Nanoseconds. */
  duration: number | undefined
  error: string | undefined
  result: QueryResult | undefined
  /** The number by which system tables know it, if it was a COPY. */
  queryId: number | undefined
  #status: StatementStatus = 'SUBMITTED'

  constructor(id: string, sql: string) {
    this.id = id
    this.sql = sql
  }

  get status(): StatementStatus {
    return this.#status
  }

  set status(status: StatementStatus) {
    this.#status = status
    this.updatedAt = new Date()
  }

  /** Ends it without a result. */
  end(status: 'FAILED' | 'ABORTED', error: string): void {
    this.error = error
    this.status = status
  }
}

/** What one call submitted: a statement, or a batch of them. */
export class Statement {
  readonly id = randomUUID()
  readonly submission: Submission
  readonly session: Session
  readonly parts: readonly SubStatement[]
  readonly createdAt = new Date()
  /** Whether its cancellation was asked for. */
  canceled = false
  /** Settled when all of it has ended; never rejected. */
  ended: Promise<void> = Promise.resolve()
  #status: StatementStatus = 'SUBMITTED'

  constructor(submission: Submission, session: Session) {
    this.submission = submission
    this.session = session
    this.parts = submission.sqls.map(
      (sql, i) => new SubStatement(submission.batch ? `${this.id}:${i + 1}` : this.id, sql),
    )
  }

  get status(): StatementStatus {
    return this.#status
  }

  set status(status: StatementStatus) {
    this.#status = status
  }

  get hasEnded(): boolean {
    return ['FINISHED', 'FAILED', 'ABORTED'].includes(this.#status)
  }

  get updatedAt(): Date {
    return this.parts.reduce(
      (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
      this.createdAt,
    )
  }

  /** Whether any of its parts returned a result, even an empty one. */
  get hasResult(): boolean {
    return this.parts.some(({ result }) => result?.columns !== undefined)
  }

  /** The first of its parts that went wrong. */
  get failure(): SubStatement | undefined {
    return this.parts.find(({ status }) => status === 'FAILED') ?? this.parts.find(({ error }) => error)
  }
}
