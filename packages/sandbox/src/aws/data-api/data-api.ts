import type { Warehouse } from '../account/warehouse.js'
import { AwsError, invalid } from '../calls/aws-error.js'
import { bindParameters, checkAllUsed } from './bind-parameters.js'
import { runStatement } from './run-statement.js'
import { Session } from './session.js'
import { Statement, type Submission, type SubStatement } from './statement.js'
import type { Target } from './target.js'

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
const MOST_ACTIVE_STATEMENTS = 500
const MOST_SESSIONS = 500
const LONGEST_STATEMENT = 100 * 1024
const RESULTS_KEPT_MS = 24 * 60 * 60 * 1000
const TOKENS_KEPT_MS = 8 * 60 * 60 * 1000

/** Where a submission runs: in a session that is there, or in a new one. */
export type Place =
  | { readonly session: string; readonly keepAlive: number | undefined }
  | { readonly target: Target; readonly keepAlive: number | undefined }

/** The statements and sessions of the Data API. */
export class DataApi {
  readonly #warehouse: Warehouse
  readonly #statements = new Map<string, Statement>()
  readonly #active = new Set<Statement>()
  readonly #sessions = new Map<string, Session>()
  readonly #tokens = new Map<string, { readonly statement: Statement; readonly input: string }>()

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse
  }

  /** All that are kept, the newest first. */
  get statements(): readonly Statement[] {
    return [...this.#statements.values()].toReversed()
  }

  /** All that were kept alive, those that have ended too, the newest first. */
  get sessions(): readonly Session[] {
    return [...this.#sessions.values()].toReversed()
  }

  /** The statement that the call with this token has submitted; throws a ValidationException if that call had other `input`. */
  submitted(token: string | undefined, input: string): Statement | undefined {
    const known = token === undefined ? undefined : this.#tokens.get(token)
    if (!known) return undefined
    if (known.input !== input)
      throw invalid('ClientToken was used before, in a request with other parameters.')
    return known.statement
  }

  /** Begins to run what a call submits. Throws an AwsError if the call is refused. */
  submit(
    submission: Submission,
    place: Place,
    call: { token: string | undefined; input: string },
  ): Statement {
    this.#forgetOld()
    for (const sql of submission.sqls) {
      const size = Buffer.byteLength(sql)
      if (size > LONGEST_STATEMENT)
        throw invalid(`The SQL statement has ${size} bytes, and may have ${LONGEST_STATEMENT} (100 KB).`)
    }
    const { parameters } = submission
    checkAllUsed(
      parameters,
      submission.sqls.map((sql) => bindParameters(sql, parameters)),
    )
    if (this.#active.size >= MOST_ACTIVE_STATEMENTS) {
      throw new AwsError(
        'ActiveStatementsExceededException',
        `Active statements exceeded the allowed quota (${MOST_ACTIVE_STATEMENTS}).`,
      )
    }
    const session = this.#sessionFor(place)
    const statement = new Statement(submission, session)
    session.begin(statement.id)
    if (session.keepAlive > 0) this.#sessions.set(session.id, session)
    this.#statements.set(statement.id, statement)
    if (call.token !== undefined) this.#tokens.set(call.token, { statement, input: call.input })
    this.#active.add(statement)
    statement.ended = runStatement(statement).finally(() => this.#active.delete(statement))
    return statement
  }

  /** The statement of this id, and its part if the id is that of one. Throws a ResourceNotFoundException if there is none. */
  find(id: string): { readonly statement: Statement; readonly part: SubStatement | undefined } {
    const statement = this.#statements.get(id.replace(/:\d+$/, ''))
    const part = statement?.parts.find((candidate) => candidate.id === id)
    if (statement && (part || statement.id === id)) return { statement, part }
    throw new AwsError('ResourceNotFoundException', 'Query does not exist.', { members: { ResourceId: id } })
  }

  /** The session of this id. Throws a ResourceNotFoundException if there never was one. */
  findSession(id: string): Session {
    const session = this.#sessions.get(id)
    if (session) return session
    throw new AwsError('ResourceNotFoundException', 'Session does not exist.', {
      members: { ResourceId: id },
    })
  }

  /** Ends the session of this id, if there is one, as AWS does in normal operation. */
  endSession(id: string | undefined): void {
    if (id !== undefined) this.#sessions.get(id)?.close()
  }

  /** Ends all sessions. */
  async close(): Promise<void> {
    for (const session of this.#sessions.values()) session.close()
    for (const { session } of this.#statements.values()) session.close()
    await Promise.all([...this.#statements.values()].map(({ ended }) => ended))
  }

  #sessionFor(place: Place): Session {
    const keepAlive = place.keepAlive ?? 0
    if ('target' in place) {
      const open = this.sessions.filter(({ status }) => status !== 'CLOSED').length
      if (keepAlive > 0 && open >= MOST_SESSIONS) {
        throw new AwsError(
          'ActiveSessionsExceededException',
          `Active sessions exceeded the allowed quota (${MOST_SESSIONS}).`,
        )
      }
      return new Session(place.target, keepAlive, this.#warehouse)
    }
    const session = this.#sessions.get(place.session)
    if (!session) throw invalid(`Session with Id: ${place.session} is invalid`)
    // So it is too for one that runs a statement: there is no queue.
    if (session.status !== 'AVAILABLE') throw invalid('Session is not available')
    session.keepAlive = place.keepAlive ?? session.keepAlive
    return session
  }

  #forgetOld(): void {
    const now = Date.now()
    // The oldest come first.
    for (const [id, { createdAt, hasEnded }] of this.#statements) {
      if (now - createdAt.getTime() <= RESULTS_KEPT_MS) break
      if (hasEnded) this.#statements.delete(id)
    }
    for (const [token, { statement }] of this.#tokens) {
      if (now - statement.createdAt.getTime() <= TOKENS_KEPT_MS) break
      this.#tokens.delete(token)
    }
    for (const [id, { status, updatedAt }] of this.#sessions)
      if (status === 'CLOSED' && now - updatedAt.getTime() > RESULTS_KEPT_MS) this.#sessions.delete(id)
  }
}
