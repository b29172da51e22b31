import { RedshiftError } from '../redshift-error.js'
import { clientNames } from '../sql/names.js'
import type { Frame } from './frame.js'
import { reportFields } from './read-frame.js'

/** The error that PostgreSQL reports in `frame`, as Redshift would put it. */
export function postgresError(frame: Frame): RedshiftError {
  const fields = reportFields(frame)
  const code = fields.get('C') ?? 'XX000'
  const message = fields.get('M') ?? ''
  if (code === '40001') return new RedshiftError('1023', { detail: conflict(message) })
  return new RedshiftError(clientNames(message), { code, detail: fields.get('D'), hint: fields.get('H') })
}

/** Which table and which transactions it was PostgreSQL does not say. */
function conflict(message: string): string {
  return `Serializable isolation violation on table - 0, transactions forming the cycle are: 0, 0 (pid:0) (${message})`
}
