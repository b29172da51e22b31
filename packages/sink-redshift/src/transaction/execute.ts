import { SinkError, type Statement } from '@arbalest/core'
import type { Session } from '../session/session.js'
import { bindValues } from '../statements/bind-values.js'
import { excerpt, firstWord } from '../statements/user-statement.js'

/** Statements that end a transaction; TRUNCATE commits it (https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html). */
const ENDING = new Set(['truncate', 'commit', 'end', 'rollback', 'abort'])

/** Runs a user's statement in the session's transaction. Throws `SinkError` if it would end the transaction, or has ended it. */
export async function execute(session: Session, statement: Statement): Promise<void> {
  const { text } = statement
  if (ENDING.has(firstWord(text))) throw endsTransaction(text, 'would end')
  await session.query(bindValues(statement), `run "${excerpt(text)}"`)
  // A procedure can end it too.
  if (!session.inTransaction) throw endsTransaction(text, 'has ended')
}

function endsTransaction(text: string, does: string): SinkError {
  return new SinkError(
    'SQL_FAILED',
    `"${excerpt(text)}" ${does} the transaction of its step; leave it out, or write DELETE for TRUNCATE.`,
  )
}
