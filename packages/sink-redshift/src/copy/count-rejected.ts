import type { Session, WithSession } from '../session/session.js'
import { countLeftOut } from '../statements/load-errors.js'
import { LAST_COPY } from '../statements/session.js'

/**
 * How many rows the session's last COPY left out. Where it can, it reads that in Redshift's notice,
 * the one place where Redshift counts rows; elsewhere it counts the faults found in them
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY_command_examples.html).
 */
export async function countRejected(session: Session, withOtherSession: WithSession): Promise<number> {
  const { notices } = session
  if (notices) {
    const [, count = '0'] = /(\d+) record\(s\) could not be loaded/.exec(notices.join('\n')) ?? []
    return Number(count)
  }
  const doing = 'count the rows that did not fit'
  const [last] = await session.query(LAST_COPY, doing)
  const query = Number(last?.['query'])
  const [left] = await withOtherSession((other) => other.query(countLeftOut(query), doing))
  return Number(left?.['rows'])
}
