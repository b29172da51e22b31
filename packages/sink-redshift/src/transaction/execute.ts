import { SinkError, type Statement } from '@arbalest/core'
import { isSeveralStatements } from '../session/server-error.js'
import type { Session } from '../session/session.js'
import { bindValues } from '../statements/bind-values.js'
import { excerpt, firstWord } from '../statements/user-statement.js'

/** Statements that end a transaction; TRUNCATE commits it (https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html). */
const ENDING = new Set(['truncate', 'commit', 'end', 'rollback', 'abort'])

/** Statements that begin a transaction: the step is one already. */
const BEGINNING = new Set(['begin', 'start'])

/**
 * Runs a user's statement in the session's transaction. Throws `SinkError` if the text holds
 * several statements, or one that would begin or end a transaction, or has ended it.
 */
export async function execute(session: Session, statement: Statement): Promise<void> {
  const { text } = statement
  const word = firstWord(text)
  if (ENDING.has(word)) throw endsTransaction(text, 'would end')
  if (BEGINNING.has(word)) {
    throw new SinkError(
      'SQL_FAILED',
      `"${excerpt(text)}" would begin a transaction, and a step is one already; leave it out.`,
    )
  }
  await session.queryOne(bindValues(statement), `run "${excerpt(text)}"`).catch((error: unknown) => {
    throw isSeveralStatements(error) ? severalStatements(text) : error
  })
  // A procedure can end it too.
  if (!session.inTransaction) throw endsTransaction(text, 'has ended')
}

function severalStatements(text: string): SinkError {
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" holds several statements, and one is sent at a time, so that none can end the transaction unseen; make each an entry of its own in the step's statements.`,
  )
}

function endsTransaction(text: string, does: string): SinkError {
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" ${does} the transaction of its step; leave it out, or write DELETE for TRUNCATE.`,
  )
}
