import { expect } from 'vitest'
import type { CopyStatement } from '../../src/redshift/copy/statement/copy-statement.js'
import { parseCopy } from '../../src/redshift/copy/parameters/parse-copy.js'
import { RedshiftError } from '../../src/redshift/redshift-error.js'
import { splitStatements } from '../../src/redshift/sql/tokens/split-statements.js'

/** The ARN of a role that may load. */
export const ROLE = 'arn:aws:iam::123456789012:role/loader'

/** The COPY statement that `sql` is. */
export function parsed(sql: string): CopyStatement {
  return parseCopy(splitStatements(sql)[0]?.tokens ?? [])
}

/** What the error says by which the COPY statement `sql` is refused. */
export function refusal(sql: string): string {
  try {
    parsed(sql)
  } catch (error) {
    expect(error).toBeInstanceOf(RedshiftError)
    return (error as Error).message
  }
  return 'accepted'
}
