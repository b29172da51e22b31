import type { Session, WithSession } from '../../session/session.js'
import { countFaults } from '../../statements/catalog/load-errors.js'
import { LAST_COPY } from '../../statements/session.js'

/**
 * How many rows the session's last COPY left out: as Redshift's notice says, the one place where
 * it counts rows; if there are no notices, as many as there are faults, rather too many than too few
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
  const [count] = await withOtherSession((other) => other.query(countFaults(query), doing))
  return Number(count?.['faults'])
}
