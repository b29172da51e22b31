import type { Statement } from '@arbalest/core'
import type { Row, Session } from '../session/session.js'

/** Sends the statement for `items`; if it would be too long for the session, one for each half of them, and so on. Returns the rows of all, and throws as the session does. */
export async function queryInPieces<T>(
  session: Session,
  items: readonly T[],
  statementFor: (items: readonly T[]) => Statement,
  doing: string,
): Promise<readonly Row[]> {
  const statement = statementFor(items)
  if (items.length === 1 || session.fits(statement)) return session.query(statement, doing)
  const middle = items.length >> 1
  return [
    ...(await queryInPieces(session, items.slice(0, middle), statementFor, doing)),
    ...(await queryInPieces(session, items.slice(middle), statementFor, doing)),
  ]
}
