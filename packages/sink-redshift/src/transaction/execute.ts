import { SinkError, type Statement, type StepTransaction } from '@arbalest/core'
import type { Executed, LoadError } from '@arbalest/core/plugin'
import { countRejected } from '../copy/rejections/count-rejected.js'
import { loadErrorOfStatement } from '../copy/rejections/load-error-of.js'
import { loadErrorTable } from '../copy/rejections/load-errors.js'
import { isSeveralStatements, ServerError } from '../session/server-error.js'
import type { Session, WithSession } from '../session/session.js'
import { excerpt, refusalOf, wordsOf } from '../statements/syntax/user-statement.js'

/** How a user's statement is run. */
interface ExecuteOptions {
  /** Whether in the session's transaction, or outside of any. Default: `one`. */
  readonly transaction?: StepTransaction | undefined
  /** Lends another session. */
  readonly withOtherSession: WithSession
}

/**
 * Runs a user's statement in the session's transaction, or, with `none`, outside of any. The
 * session serves nobody else afterwards. Throws `SinkError` if the text holds several statements,
 * or one that would begin or end a transaction, or has done so.
 */
export async function execute(
  session: Session,
  statement: Statement,
  { transaction = 'one', withOtherSession }: ExecuteOptions,
): Promise<Executed> {
  const { text } = statement
  const refusal = refusalOf(text, transaction)
  if (refusal !== undefined) throw new SinkError('SQL_FAILED', `"${excerpt(text)}" ${refusal}`)
  session.retire()
  await session.queryOne(statement, `run "${excerpt(text)}"`).catch(async (error: unknown) => {
    if (isSeveralStatements(error)) throw severalStatements(text)
    throw (await misfitOf(session, error)) ?? error
  })
  const rejected = mayLeaveOut(text) ? await countRejected(session, withOtherSession) : 0
  // A procedure can do so too.
  if (session.inTransaction !== (transaction === 'one')) throw otherState(text, transaction)
  return { rejected }
}

/** If `error` says that rows did not fit, as that of a COPY does: an error that says which. The transaction is lost already. */
async function misfitOf(session: Session, error: unknown): Promise<LoadError | undefined> {
  const table = error instanceof ServerError ? loadErrorTable(error.message) : undefined
  if (table === undefined || !(error instanceof ServerError)) return undefined
  await session.rollback()
  return loadErrorOfStatement(session, table, error)
}

/** Whether a statement may do with fewer rows than it was given: a COPY that allows for some that do not fit. */
function mayLeaveOut(text: string): boolean {
  const [first, ...words] = wordsOf(text)
  return first === 'copy' && words.includes('maxerror')
}

function severalStatements(text: string): SinkError {
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" has several statements, and only one can be sent at a time, so that none can end the transaction unseen; make each a separate statement.`,
  )
}

function otherState(text: string, transaction: StepTransaction): SinkError {
  const what =
    transaction === 'one'
      ? 'has ended the transaction of its step, and may have committed what was done before it'
      : 'has begun a transaction, which is rolled back'
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" ${what}; put it into a separate step with transaction: none, in which a procedure may commit.`,
  )
}
