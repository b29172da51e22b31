import { AwsError } from '../../calls/aws-error.js'
import type { Identity } from '../../account/identity.js'
import type { Input } from '../../calls/input.js'
import type { Row } from '../../data-api/query-result.js'
import { Session } from '../../data-api/session.js'
import { statementError } from '../../data-api/statement-error.js'
import { readTarget } from '../../data-api/target.js'
import type { Services } from '../operation.js'

/** The highest MaxResults of the calls that list what a database has. */
export const MOST_LISTED = 1_000

/** Rows of the catalog of the database that a call names. Throws an AwsError if the call is refused, or the database refuses the user. */
export async function queryCatalog(
  input: Input,
  { warehouse, secrets }: Services,
  caller: Identity,
  query: { readonly text: string; readonly values?: readonly string[] },
): Promise<readonly Row[]> {
  const session = new Session(readTarget(input, caller, { warehouse, secrets }), 0, warehouse)
  try {
    await session.connect()
    const { rows } = await session.query(query.text, query.values)
    return rows
  } catch (error) {
    throw new AwsError('DatabaseConnectionException', statementError(error), { status: 500 })
  } finally {
    session.close()
  }
}

/** The pattern of LIKE that a call gives for `name`; what matches all if it gives none. */
export function patternOf(input: Input, name: string): string {
  return input.text(name) ?? '%'
}

/** The condition that a schema is none of the system's, unless the call names schemas by its member `name`. */
export function withoutSystem(input: Input, name: string): string {
  return input.has(name) ? 'true' : `nspname !~ '^pg_' and nspname <> 'information_schema'`
}
