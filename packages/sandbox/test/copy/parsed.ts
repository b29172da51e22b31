import type { CopyStatement } from '../../src/redshift/copy/statement/copy-statement.js'
import { parseCopy } from '../../src/redshift/copy/parameters/parse-copy.js'
import { splitStatements } from '../../src/redshift/sql/tokens/split-statements.js'

/** The COPY statement that `sql` is. */
export function parsed(sql: string): CopyStatement {
  return parseCopy(splitStatements(sql)[0]?.tokens ?? [])
}
