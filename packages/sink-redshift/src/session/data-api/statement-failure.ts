import type { Said } from '../server-error.js'

/**
 * SQLSTATEs by what the server says with them, as far as the sink acts on them: the API brings
 * the text alone (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html).
 * The first match counts. What a user's statement raises with the same words gets the same code,
 * and nothing but the message depends on it.
 */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/^column .* already exists/i, '42701'],
  [/already exists|duplicate key value violates unique constraint "pg_(class|type)_/i, '42P07'],
  [/^column .* does not exist/i, '42703'],
  [/^schema .* does not exist/i, '3F000'],
  [/^database .* does not exist/i, '3D000'],
  [/^(relation|table) .* does not exist|^cannot copy into nonexistent table/i, '42P01'],
  [/^permission denied|^must be owner of|^access denied/i, '42501'],
  [/password authentication failed|^user .* does not exist|^role .* does not exist/i, '28000'],
  [/could not serialize/i, '40001'],
  [/deadlock detected/i, '40P01'],
  [/^query \(\d+\) cancel?led on user's request|canceling statement/i, '57014'],
  [/^terminating connection|^the database system is|^cluster .* (restart|shutting)/i, '57P01'],
  [/too many (clients|connections)|connection limit .* exceeded/i, '53300'],
  [/^connection |^the session has ended|^an i\/o error occurred/i, '08006'],
]

/** What the server said, in an `Error` of the API's; `isFatal` if it ended the connection, or did not begin one. */
export interface StatementFailure extends Said {
  readonly code: string
  readonly isFatal: boolean
}

/** Takes an `Error` of the API's apart: `ERROR: …`, lines `Detail: …` and `Hint: …`, and at the end `[ErrorId: …]`, for AWS's support. */
export function statementFailure(text: string): StatementFailure {
  const [, severity = '', rest = ''] = /^(?:(ERROR|FATAL|PANIC):\s*)?([^]*)$/.exec(text) ?? []
  const said = rest.replace(/\s*\[ErrorId: [^\]]*\]\s*$/, '')
  const [message = '', detail] = said.split(/\n\s*Detail:\s*/)
  const plain = message.split(/\n\s*Hint:/)[0]!.trim()
  return {
    message: plain,
    detail: detail?.split(/\n\s*Hint:/)[0],
    code: CODES.find(([says]) => says.test(plain))?.[1] ?? '',
    isFatal: severity === 'FATAL' || severity === 'PANIC',
  }
}
