import { RedshiftError } from '../../redshift-error.js'
import type { LongNames } from '../../sql/writing/long-names.js'
import type { Frame } from '../messages/frame.js'
import { reportFields } from '../messages/read-frame.js'

/** What PostgreSQL says otherwise than Redshift, which kept the words of its release 8.0 or found its own. */
const WORDINGS: readonly (readonly [RegExp, string])[] = [
  [/^invalid input syntax for type (?:smallint|integer|bigint): /, 'invalid input syntax for integer: '],
  [
    /^null value in column "(.*)" of relation ".*" violates not-null constraint$/,
    'Cannot insert a NULL value into column $1',
  ],
  [/^relation (".*" already exists)$/, 'Relation $1'],
  [/^(permission denied for|must be owner of) (?:table|view|sequence) /, '$1 relation '],
  [
    /^invalid transaction termination$/,
    'COMMIT, ROLLBACK and TRUNCATE cannot be invoked from a procedure that is executing in an atomic context.',
  ],
  [/^MERGE command cannot affect row a second time$/, 'Found multiple matches to update the same tuple.'],
  [/^canceling statement due to (?:user request|statement timeout)$/, "Query (0) canceled on user's request"],
]

/** Details and hints that release 8.0 did not give. */
const NOT_GIVEN = /^(?:Failing row contains|Perhaps you meant|Ensure that not more than one source row)/

/** The error that PostgreSQL reports in `frame`, as Redshift would put it. */
export function postgresError(frame: Frame, names: LongNames): RedshiftError {
  const fields = reportFields(frame)
  const code = fields.get('C') ?? 'XX000'
  const message = fields.get('M') ?? ''
  if (code === '40001') return new RedshiftError('1023', { detail: conflict(message) })
  const wording = WORDINGS.find(([pattern]) => pattern.test(message))
  const worded = wording ? message.replace(...wording) : message
  const [detail, hint] = [fields.get('D'), fields.get('H')].map((text) =>
    text === undefined || NOT_GIVEN.test(text) ? undefined : names.clientText(text),
  )
  return new RedshiftError(names.clientText(worded), { code, detail, hint })
}

/** Which table and which transactions it was PostgreSQL does not say. */
function conflict(message: string): string {
  return `Serializable isolation violation on table - 0, transactions forming the cycle are: 0, 0 (pid:0) (${message})`
}
